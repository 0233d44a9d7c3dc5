package twiml

// A Redirect ends the document and goes on with the one at URL. Verbs after it are never
// reached.
//
// Twilio docs: https://www.twilio.com/docs/messaging/twiml/redirect
type Redirect struct {
	// Method is GET or POST. Default: POST.
	Method string
	// URL is absolute, or relative to the URL of this document.
	URL string

	// Attrs are attributes other than method.
	Attrs []Attr
	// Children is content other than text. Written after URL. Parse fills one of the two.
	Children []Node
}

// Target returns the URL in whichever form it is held, URL or Children, without the whitespace
// around it.
func (r Redirect) Target() string { return trim(r.URL + textOf(r.Children)) }

// newRedirect makes a Redirect of an element's parts.
func newRedirect(attrs []Attr, text string, children []Node) Redirect {
	r := Redirect{URL: trim(text), Children: children}
	for _, a := range attrs {
		if a.Name == "method" && r.Method == "" && a.Value != "" {
			r.Method = a.Value
			continue
		}
		r.Attrs = append(r.Attrs, a)
	}
	return r
}
