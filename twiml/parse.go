package twiml

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/beevik/etree"
)

// Limits of a document. [Parse] refuses what exceeds them; the writer keeps to MaxDepth and
// MaxAttrs.
const (
	// MaxSize is the size in bytes of the largest document that Parse reads. It is Twilio's own
	// limit (error 11750).
	MaxSize = 64 << 10
	// MaxDepth is how deep elements may be nested, the root counted as 1. TwiML itself needs 3
	// for messages and about 6 for voice.
	MaxDepth = 32
	// MaxNodes is how many elements, texts and comments Parse reads.
	MaxNodes = 4096
	// MaxAttrs is how many attributes one element may have.
	MaxAttrs = 64
)

// Parse reads one document, to the end of r or up to [MaxSize]. It accepts XML 1.0 in UTF-8, with
// or without a declaration and a byte order mark. A document that is refused is a [*ParseError];
// any other error wraps one of r.
//
// Element names are case-sensitive, as they are for Twilio. Elements and attributes without a
// type of their own become [Element] and [Attr], wherever they stand. What does not matter to
// TwiML is not kept: whitespace between elements, and that around a URL; comments outside the
// root; processing instructions; and whether text was written as CDATA or with entities. Text of
// a [Message] or a [Body] keeps every character. In an [Element], whitespace between elements is
// dropped only where it breaks a line and no text stands beside it.
//
// A document type declaration is an error, so no entity is ever defined or expanded.
//
// What Parse returned, written and parsed again, is the same value.
func Parse(r io.Reader) (*Response, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("twiml: parse: %w", err)
	}
	if err := inspect(data); err != nil {
		return nil, err
	}
	doc := etree.Document{ReadSettings: etree.ReadSettings{
		CharsetReader:          charset,
		PreserveDuplicateAttrs: true, // or the last one would silently win
		MaxDepth:               MaxDepth,
	}}
	if _, err := doc.ReadFrom(bytes.NewReader(bytes.TrimPrefix(data, utf8BOM))); err != nil {
		return nil, explain(err, data)
	}
	p := parser{}
	root, perr := p.root(&doc)
	if perr != nil {
		return nil, perr
	}
	res, perr := p.response(root)
	if perr != nil {
		return nil, perr.in("Response")
	}
	return res, nil
}

// A parser turns the element tree into nodes.
type parser struct {
	nodes int
}

// count is called once for every node below the root.
func (p *parser) count() *ParseError {
	if p.nodes++; p.nodes > MaxNodes {
		return refused(codeParse, "more than "+strconv.Itoa(MaxNodes)+" nodes")
	}
	return nil
}

// root returns the one element at the top of the document.
func (p *parser) root(doc *etree.Document) (*etree.Element, *ParseError) {
	var root *etree.Element
	for i, t := range doc.Child {
		switch t := t.(type) {
		case *etree.Element:
			if root != nil {
				return nil, refused(codeParse, "a second element follows the root")
			}
			root = t
		case *etree.CharData:
			if trim(t.Data) != "" {
				return nil, refused(codeParse, "text stands outside the root element")
			}
		case *etree.ProcInst:
			if isDeclaration(t) && i > 0 {
				return nil, refused(codeParse, lateDeclaration)
			}
		case *etree.Directive:
			return nil, refused(codeParse, noDTD)
		}
	}
	if root == nil {
		return nil, refused(codeParse, "document has no element")
	}
	if name := root.FullTag(); name != "Response" {
		reason := "root element is <" + clip(name) + ">, not <Response>"
		if strings.EqualFold(name, "Response") {
			reason += ": names are case-sensitive"
		}
		return nil, refused(codeRoot, reason)
	}
	return root, nil
}

func (p *parser) response(e *etree.Element) (*Response, *ParseError) {
	attrs, err := p.attrs(e)
	if err != nil {
		return nil, err
	}
	nodes, err := p.children(e)
	if err != nil {
		return nil, err
	}
	return &Response{Attrs: attrs, Children: nodes}, nil
}

// element makes a Node of e, whatever its name.
func (p *parser) element(e *etree.Element) (Node, *ParseError) {
	attrs, err := p.attrs(e)
	if err != nil {
		return nil, err
	}
	// Text alone is what most elements hold: no list is made of it.
	if len(e.Child) == 1 {
		if t, ok := e.Child[0].(*etree.CharData); ok {
			return newNode(e.FullTag(), attrs, t.Data, nil), p.count()
		}
	}
	nodes, err := p.children(e)
	if err != nil {
		return nil, err
	}
	text, rest := content(nodes)
	return newNode(e.FullTag(), attrs, text, rest), nil
}

func (p *parser) attrs(e *etree.Element) ([]Attr, *ParseError) {
	if len(e.Attr) == 0 {
		return nil, nil
	}
	// First, because comparing each with each is dear when there are thousands.
	if len(e.Attr) > MaxAttrs {
		return nil, refused(codeParse, "more than "+strconv.Itoa(MaxAttrs)+" attributes")
	}
	attrs := make([]Attr, len(e.Attr))
	for i, a := range e.Attr {
		name := a.FullKey()
		if given(name, nil, attrs[:i]) {
			return nil, refused(codeParse, "attribute is given twice").in("@" + clip(name))
		}
		attrs[i] = Attr{Name: name, Value: a.Value}
	}
	return attrs, nil
}

// children returns what e holds, with neighbouring texts joined and formatting left out.
func (p *parser) children(e *etree.Element) ([]Node, *ParseError) {
	if len(e.Child) == 0 {
		return nil, nil
	}
	nodes := make([]Node, 0, len(e.Child))
	text := "" // what has been read since the last node that is not text
	flush := func() {
		if text != "" {
			nodes = append(nodes, Text(text))
			text = ""
		}
	}
	for i, t := range e.Child {
		if err := p.count(); err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case *etree.CharData:
			text += t.Data
		case *etree.Element:
			flush()
			n, err := p.element(t)
			if err != nil {
				return nil, err.in(tagStep(e, i))
			}
			nodes = append(nodes, n)
		case *etree.Comment:
			flush()
			c, err := comment(t.Data)
			if err != nil {
				return nil, err
			}
			nodes = append(nodes, c)
		case *etree.ProcInst:
			if isDeclaration(t) {
				return nil, refused(codeParse, lateDeclaration)
			}
		case *etree.Directive:
			return nil, refused(codeParse, noDTD)
		}
	}
	flush()
	if nodes = withoutLayout(e.FullTag(), nodes); len(nodes) == 0 {
		return nil, nil
	}
	return nodes, nil
}

// withoutLayout returns nodes without the texts that only lay out the document for the eye. What
// counts as such depends on the parent. Response holds verbs: any blank text. Message holds text
// or elements: any blank text, unless other text stands beside it. Elsewhere it may be prose with
// markup in it, like SSML in Say: only blank text that breaks a line, unless other text stands
// beside it.
func withoutLayout(parent string, nodes []Node) []Node {
	texts, written := 0, false
	for _, n := range nodes {
		if t, ok := n.(Text); ok {
			texts++
			written = written || trim(string(t)) != ""
		}
	}
	if texts == 0 || (parent != "Response" && (written || texts == len(nodes))) {
		return nodes
	}
	return slices.DeleteFunc(nodes, func(n Node) bool {
		t, ok := n.(Text)
		if !ok || trim(string(t)) != "" {
			return false
		}
		return parent == "Response" || parent == "Message" || strings.ContainsAny(string(t), "\r\n")
	})
}

// comment checks what encoding/xml lets pass in a comment and reads line ends as XML wants.
func comment(s string) (Comment, *ParseError) {
	if strings.ContainsRune(s, '\r') {
		s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	}
	w := writer{}
	if err := w.comment(s); err != nil {
		return "", refused(codeParse, "comment: "+err.Reason)
	}
	return Comment(s), nil
}

// tagStep names e's i-th child, which is an element.
func tagStep(e *etree.Element, i int) string {
	s, step := siblings{}, ""
	for _, t := range e.Child[:i+1] {
		if c, ok := t.(*etree.Element); ok {
			step = s.named(clip(c.FullTag()))
		}
	}
	return step
}

func isDeclaration(t *etree.ProcInst) bool { return strings.EqualFold(t.Target, "xml") }
