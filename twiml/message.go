package twiml

import "strings"

// A Message sends one message: text, media or both. Attributes left empty are not written.
//
//	Message{Body: "Hi"}                       <Message>Hi</Message>
//	Message{Body: "Hi", Media: []string{u}}   <Message><Body>Hi</Body><Media>u</Media></Message>
//
// Body and Media hold what nearly every message is. Children is for what they cannot say:
// several Body elements, comments, unknown elements, text beside elements. When all are set,
// Body is written first, then Media, then Children. [Parse] fills Body and Media when the two
// say it all, and otherwise puts everything into Children; [Message.Text] and
// [Message.MediaURLs] read either form.
//
// Twilio docs: https://www.twilio.com/docs/messaging/twiml/message
type Message struct {
	// To is who gets the message. Default: whoever sent the message being answered.
	To string
	// From is the sender: a number of the account that can send messages, a short code, or an
	// alphanumeric sender of at most 11 letters, digits and spaces. Default: the number that
	// received the message being answered.
	From string
	// Action is an absolute or relative URL that Twilio calls once the message is sent or has
	// failed. The document that it returns takes over: verbs after this Message are never
	// reached.
	Action string
	// Method is GET or POST, for Action and StatusCallback. Default: POST.
	Method string
	// StatusCallback is an absolute or relative URL that Twilio calls when the message's status
	// changes. Twilio advises setting Action to the same URL, because which of the two is used
	// depends on the message and the account.
	StatusCallback string

	// Body is the text, at most 1600 characters.
	Body string
	// Media are the URLs of at most 10 files to send along.
	Media []string

	// Attrs are attributes other than those above.
	Attrs []Attr
	// Children is content that Body and Media cannot express.
	Children []Node
}

// Text returns the text of the message in whichever form it is held: Body and then, in the
// order of Children, text and [Body] elements, joined without a separator. Whitespace around it
// is kept; Twilio's own samples are padded with it and no document says whether it is sent.
func (m Message) Text() string {
	if len(m.Children) == 0 {
		return m.Body
	}
	var b strings.Builder
	b.WriteString(m.Body)
	for _, n := range m.Children {
		switch n := typed(n).(type) {
		case Text:
			b.WriteString(string(n))
		case Body:
			b.WriteString(n.Text)
			b.WriteString(textOf(n.Children))
		}
	}
	return b.String()
}

// MediaURLs returns the URLs of the media in whichever form they are held: Media and then the
// [Media] elements of Children, each without the whitespace around it.
func (m Message) MediaURLs() []string {
	var urls []string
	for _, u := range m.Media {
		urls = append(urls, trim(u))
	}
	for _, n := range m.Children {
		if n, ok := typed(n).(Media); ok {
			urls = append(urls, trim(n.URL+textOf(n.Children)))
		}
	}
	return urls
}

// A Body element holds text of a [Message]. It is only needed within [Message.Children]: to send
// several, whose texts Twilio joins, or one with attributes or comments.
type Body struct {
	Text string
	// Attrs are any attributes; Twilio documents none.
	Attrs []Attr
	// Children is content other than text. Written after Text. Parse fills one of the two.
	Children []Node
}

// A Media element holds the URL of a file that a [Message] sends along. It is only needed within
// [Message.Children].
type Media struct {
	URL string
	// Attrs are any attributes; Twilio documents none.
	Attrs []Attr
	// Children is content other than text. Written after URL. Parse fills one of the two.
	Children []Node
}

// newMessage makes a Message of an element's parts.
func newMessage(attrs []Attr, text string, children []Node) Message {
	var m Message
	for _, a := range attrs {
		if f := m.field(a.Name); f != nil && *f == "" && a.Value != "" {
			*f = a.Value
			continue
		}
		// An empty attribute stays here, so that it is written again.
		m.Attrs = append(m.Attrs, a)
	}
	m.Body = text
	if !m.simple(children) {
		m.Body, m.Media, m.Children = "", nil, children
	}
	return m
}

// field returns where the value of a documented attribute is held, else nil.
func (m *Message) field(name string) *string {
	switch name {
	case "to":
		return &m.To
	case "from":
		return &m.From
	case "action":
		return &m.Action
	case "method":
		return &m.Method
	case "statusCallback":
		return &m.StatusCallback
	}
	return nil
}

// simple fills Body and Media from children that are at most one bare Body followed by bare
// Media, and reports whether they are.
func (m *Message) simple(children []Node) bool {
	for i, n := range children {
		switch n := value(n).(type) {
		case Body:
			if i > 0 || len(n.Attrs)+len(n.Children) > 0 {
				return false
			}
			m.Body = n.Text
		case Media:
			if len(n.Attrs)+len(n.Children) > 0 {
				return false
			}
			m.Media = append(m.Media, n.URL)
		default:
			return false
		}
	}
	return true
}
