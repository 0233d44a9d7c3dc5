package twiml

import "strings"

// A Node is one piece of a document: [Message], [Redirect], [Body], [Media], [Element], [Text]
// or [Comment]. No other type can be one. Pointers to these types are taken as the values they
// point to; a nil Node or a nil pointer is a [WriteError] when the document is written.
type Node interface {
	node()
}

// An Attr is one attribute of an element. Its Name may carry a prefix, as in "xml:lang", and is
// kept as it is spelled.
type Attr struct {
	Name  string
	Value string
}

// An Element is any element that this package has no type for: a voice verb, a verb of your
// own, or one that Twilio has added since. Attributes and children are written in order.
//
// An Element may also bear the name of a type of this package; Parse never makes such a one.
type Element struct {
	Name     string
	Attrs    []Attr
	Children []Node
}

// AsMessage reads an Element named Message, or Sms (the older name of the same verb), as a
// [Message]. For any other name it reports false.
func (e Element) AsMessage() (Message, bool) {
	if e.Name != "Message" && e.Name != "Sms" {
		return Message{}, false
	}
	text, rest := content(e.Children)
	return newMessage(e.Attrs, text, rest), true
}

// Text is character data, unescaped: Text("a & b") is written a &amp; b. In the same parent,
// neighbouring Texts read back as one.
type Text string

// Comment is the inside of an XML comment, which Twilio ignores. It can hold neither "--" nor a
// "-" at its end, and a carriage return in it reads back as a line feed: XML has no way to
// escape anything in a comment.
type Comment string

// newNode makes the Node that stands for an element: of the type that has its name, or an
// Element. What is in it is text or children, as content tells them apart.
func newNode(name string, attrs []Attr, text string, children []Node) Node {
	switch name {
	case "Message":
		return newMessage(attrs, text, children)
	case "Redirect":
		return newRedirect(attrs, text, children)
	case "Body":
		return Body{Text: text, Attrs: attrs, Children: children}
	case "Media":
		return Media{URL: trim(text), Attrs: attrs, Children: children}
	}
	if text != "" {
		children = []Node{Text(text)}
	}
	return Element{Name: name, Attrs: attrs, Children: children}
}

// typed returns n as the type that its element has in a parsed document, and Sms as a Message.
func typed(n Node) Node {
	n = value(n)
	e, ok := n.(Element)
	if !ok {
		return n
	}
	if m, ok := e.AsMessage(); ok {
		return m
	}
	text, rest := content(e.Children)
	return newNode(e.Name, e.Attrs, text, rest)
}

func (Message) node()  {}
func (Redirect) node() {}
func (Body) node()     {}
func (Media) node()    {}
func (Element) node()  {}
func (Text) node()     {}
func (Comment) node()  {}

// value returns n itself, or what it points to. It returns nil for nil, for a nil pointer and
// for a foreign struct that became a Node by embedding one.
func value(n Node) Node {
	switch p := n.(type) {
	case Message, Redirect, Body, Media, Element, Text, Comment:
		return n
	case *Message:
		return deref(p)
	case *Redirect:
		return deref(p)
	case *Body:
		return deref(p)
	case *Media:
		return deref(p)
	case *Element:
		return deref(p)
	case *Text:
		return deref(p)
	case *Comment:
		return deref(p)
	}
	return nil
}

func deref[T Node](p *T) Node {
	if p == nil {
		return nil
	}
	return *p
}

// space is what XML counts as whitespace; Unicode has more, which is text.
const space = " \t\r\n"

func trim(s string) string { return strings.Trim(s, space) }

// textOf joins the Texts among nodes, passing over everything else.
func textOf(nodes []Node) string {
	var b strings.Builder
	for _, n := range nodes {
		if t, ok := value(n).(Text); ok {
			b.WriteString(string(t))
		}
	}
	return b.String()
}

// content returns children as text when they are nothing else, and as they are otherwise.
func content(children []Node) (string, []Node) {
	for _, n := range children {
		if _, ok := value(n).(Text); !ok {
			return "", children
		}
	}
	return textOf(children), nil
}
