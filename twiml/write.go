package twiml

import (
	"fmt"
	"strconv"
	"strings"
)

const declaration = `<?xml version="1.0" encoding="UTF-8"?>`

// A WriteError says why a document cannot be written, and where: a character that XML 1.0 has
// no way to carry, a bad name, an attribute given twice, a missing node, too much nesting.
type WriteError struct {
	// Path leads to the place, like /Response/Message[1]/Body or /Response/Message[2]/@to.
	// Numbers count siblings of the same name, from 1.
	Path string
	// Reason says what is wrong there. It quotes names, never text or attribute values.
	Reason string
}

// Error returns the path and the reason.
func (e *WriteError) Error() string { return "twiml: " + e.Path + ": " + e.Reason }

// in puts step before the path. Paths are put together on the way out of a failure, so that
// writing a sound document does no work for them.
func (e *WriteError) in(step string) *WriteError {
	e.Path = "/" + step + e.Path
	return e
}

func failed(format string, args ...any) *WriteError {
	return &WriteError{Reason: fmt.Sprintf(format, args...)}
}

// A writer appends a document to buf in one pass, with no tree in between.
type writer struct {
	buf []byte
}

// A field is a documented attribute, written unless empty.
type field struct {
	name, value string
}

func (w *writer) response(r *Response) error {
	w.buf = append(w.buf, declaration...)
	if r == nil {
		r = &Response{}
	}
	if err := w.element("Response", nil, r.Attrs, "", r.Children, 1); err != nil {
		return err.in("Response")
	}
	return nil
}

// children writes nodes. The siblings that were written before them are asked for on failure
// alone, to name the place.
func (w *writer) children(nodes []Node, depth int, before func() siblings) *WriteError {
	for i, n := range nodes {
		if err := w.node(n, depth); err != nil {
			s := before()
			for _, n := range nodes[:i] {
				s.step(n)
			}
			return err.in(s.step(n))
		}
	}
	return nil
}

func (w *writer) node(n Node, depth int) *WriteError {
	switch n := n.(type) {
	case Message:
		return w.message(&n, depth)
	case Redirect:
		fields := [...]field{{"method", n.Method}}
		return w.element("Redirect", fields[:], n.Attrs, n.URL, n.Children, depth)
	case Body:
		return w.element("Body", nil, n.Attrs, n.Text, n.Children, depth)
	case Media:
		return w.element("Media", nil, n.Attrs, n.URL, n.Children, depth)
	case Element:
		if !isName(n.Name) {
			return failed("element name is not an XML name")
		}
		return w.element(n.Name, nil, n.Attrs, "", n.Children, depth)
	case Text:
		return w.text(string(n))
	case Comment:
		return w.comment(string(n))
	}
	if v := value(n); v != nil {
		return w.node(v, depth)
	}
	if n == nil {
		return failed("node is nil")
	}
	return failed("%T is nil or not a node of this package", n)
}

func (w *writer) message(m *Message, depth int) *WriteError {
	fields := [...]field{
		{"to", m.To},
		{"from", m.From},
		{"action", m.Action},
		{"method", m.Method},
		{"statusCallback", m.StatusCallback},
	}
	if err := w.open("Message", fields[:], m.Attrs, depth); err != nil {
		return err
	}
	bare := len(m.Media)+len(m.Children) == 0
	if bare && m.Body == "" {
		w.buf = append(w.buf, "/>"...)
		return nil
	}
	w.buf = append(w.buf, '>')
	switch {
	case bare:
		if err := w.text(m.Body); err != nil {
			return err.in("Body")
		}
	case m.Body != "":
		if err := w.element("Body", nil, nil, m.Body, nil, depth+1); err != nil {
			return &WriteError{Path: "/Body", Reason: err.Reason}
		}
	}
	for i, u := range m.Media {
		if err := w.element("Media", nil, nil, u, nil, depth+1); err != nil {
			return &WriteError{Path: "/Media[" + strconv.Itoa(i+1) + "]", Reason: err.Reason}
		}
	}
	if err := w.children(m.Children, depth+1, m.siblings); err != nil {
		return err
	}
	w.close("Message")
	return nil
}

// element writes a whole element: its attributes, then text, then children.
func (w *writer) element(name string, fields []field, attrs []Attr, text string, children []Node, depth int) *WriteError {
	if err := w.open(name, fields, attrs, depth); err != nil {
		return err
	}
	if text == "" && len(children) == 0 {
		w.buf = append(w.buf, "/>"...)
		return nil
	}
	w.buf = append(w.buf, '>')
	if err := w.text(text); err != nil {
		return err.in("text()")
	}
	if err := w.children(children, depth+1, noSiblings); err != nil {
		return err
	}
	w.close(name)
	return nil
}

func (w *writer) open(name string, fields []field, attrs []Attr, depth int) *WriteError {
	if depth > MaxDepth {
		return failed("nested deeper than %d levels", MaxDepth)
	}
	if len(attrs) > MaxAttrs {
		return failed("more than %d attributes", MaxAttrs)
	}
	w.buf = append(w.buf, '<')
	w.buf = append(w.buf, name...)
	for _, f := range fields {
		if f.value == "" {
			continue
		}
		if err := w.attr(f.name, f.value); err != nil {
			return err
		}
	}
	for i, a := range attrs {
		if !isName(a.Name) {
			return failed("attribute name is not an XML name").in("@*[" + strconv.Itoa(i+1) + "]")
		}
		if given(a.Name, fields, attrs[:i]) {
			return failed("attribute is given twice").in("@" + a.Name)
		}
		if err := w.attr(a.Name, a.Value); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) close(name string) {
	w.buf = append(w.buf, "</"...)
	w.buf = append(w.buf, name...)
	w.buf = append(w.buf, '>')
}

func (w *writer) attr(name, value string) *WriteError {
	w.buf = append(w.buf, ' ')
	w.buf = append(w.buf, name...)
	w.buf = append(w.buf, `="`...)
	if err := w.escape(value, &attrEscapes); err != nil {
		return err.in("@" + name)
	}
	w.buf = append(w.buf, '"')
	return nil
}

func (w *writer) text(s string) *WriteError { return w.escape(s, &textEscapes) }

func (w *writer) comment(s string) *WriteError {
	if strings.Contains(s, "--") || strings.HasSuffix(s, "-") {
		return failed(`a comment can hold neither "--" nor a "-" at its end`)
	}
	w.buf = append(w.buf, "<!--"...)
	if err := w.escape(s, &noEscapes); err != nil {
		return err
	}
	w.buf = append(w.buf, "-->"...)
	return nil
}

// given reports whether an attribute of this name has been written before.
func given(name string, fields []field, attrs []Attr) bool {
	for _, f := range fields {
		if f.name == name && f.value != "" {
			return true
		}
	}
	for _, a := range attrs {
		if a.Name == name {
			return true
		}
	}
	return false
}
