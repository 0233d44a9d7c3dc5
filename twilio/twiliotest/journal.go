package twiliotest

import "iter"

// journal has the newest entries of what happens, numbered from 0, so that an emulator that runs for
// days grows by the messages that it stores and not by what it has done. Entries lie in pages one after
// the other: there are many, and each by itself would be one more for the collector to look after.
type journal[T any] struct {
	pages [][]T
	gone  int // entries on pages that were thrown away
	count int // entries that there ever were
}

const (
	pageLength = 128
	maxJournal = 10_000 // entries that are there, and less than two pages more
)

// add adds an entry and returns its number.
func (j *journal[T]) add(entry T) (number int) {
	last := len(j.pages) - 1
	if last < 0 || len(j.pages[last]) == pageLength {
		j.pages = append(j.pages, j.blank())
		last = len(j.pages) - 1
	}
	j.pages[last] = append(j.pages[last], entry)
	j.count++
	return j.count - 1
}

// blank returns a page for new entries: the oldest, if there are enough without it.
func (j *journal[T]) blank() []T {
	switch {
	case len(j.pages) == 0:
		return nil // the first grows with what there is, since most emulators see little
	case j.count-j.gone-pageLength < maxJournal:
		return make([]T, 0, pageLength)
	}
	oldest := j.pages[0]
	clear(oldest)
	j.pages = append(j.pages[:0], j.pages[1:]...)
	j.gone += pageLength
	return oldest[:0]
}

// at returns the entry with a number, nil if it is gone.
func (j *journal[T]) at(number int) *T {
	i := number - j.gone
	if i < 0 || number >= j.count {
		return nil
	}
	return &j.pages[i/pageLength][i%pageLength]
}

// all yields the entries that are there, oldest first.
func (j *journal[T]) all() iter.Seq[*T] { return j.since(0) }

// since is all from a number on.
func (j *journal[T]) since(number int) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for n := max(number, j.gone); n < j.count; n++ {
			if !yield(j.at(n)) {
				return
			}
		}
	}
}

// list returns copies of the entries from a number on, nil if there are none.
func (j *journal[T]) list(number int) (list []T) {
	for entry := range j.since(number) {
		list = append(list, *entry)
	}
	return list
}
