package twilio

import "slices"

// A Checkpoint says which inputs of a [Bulk] run have been dealt with: sent, refused, or of an
// unknown outcome. It can be written as JSON and stays small, since it holds numbers only for
// inputs that overtook others.
type Checkpoint struct {
	// Next is the first input that has not been dealt with.
	Next int64 `json:"next"`
	// Done are inputs behind Next that have, in rising order.
	Done []int64 `json:"done,omitempty"`
}

func (c Checkpoint) clone() Checkpoint {
	c.Done = slices.Clone(c.Done)
	return c
}

func (c Checkpoint) has(index int64) bool {
	if index < c.Next {
		return true
	}
	_, found := slices.BinarySearch(c.Done, index)
	return found
}

func (c *Checkpoint) add(index int64) {
	if index != c.Next {
		if i, found := slices.BinarySearch(c.Done, index); !found && index > c.Next {
			c.Done = slices.Insert(c.Done, i, index)
		}
		return
	}
	c.Next++
	caught := 0
	for caught < len(c.Done) && c.Done[caught] == c.Next {
		caught++
		c.Next++
	}
	if c.Done = slices.Delete(c.Done, 0, caught); len(c.Done) == 0 {
		c.Done = nil
	}
}
