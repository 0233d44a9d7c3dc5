package twiml

import "strconv"

// siblings counts the children of one element by name, to tell them apart in a path as XPath
// does.
type siblings map[string]int

func noSiblings() siblings { return siblings{} }

// siblings counts the elements that Body and Media become, which come before Children.
func (m *Message) siblings() siblings {
	s := siblings{"Media": len(m.Media)}
	if m.Body != "" {
		s["Body"] = 1
	}
	return s
}

// step counts n and returns its step of a path, like Message[2].
func (s siblings) step(n Node) string { return s.named(nameOf(n)) }

func (s siblings) named(name string) string {
	s[name]++
	return name + "[" + strconv.Itoa(s[name]) + "]"
}

func nameOf(n Node) string {
	switch n := value(n).(type) {
	case Message:
		return "Message"
	case Redirect:
		return "Redirect"
	case Body:
		return "Body"
	case Media:
		return "Media"
	case Element:
		if isName(n.Name) {
			return n.Name
		}
		return "*"
	case Text:
		return "text()"
	case Comment:
		return "comment()"
	}
	return "node()"
}
