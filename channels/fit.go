package channels

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
)

// Media is a file that goes with a message.
type Media struct {
	// URL is where Twilio gets it. A file without one is left out.
	URL string
	// ContentType is what the URL answers with, "image/jpeg". An empty one is not checked.
	ContentType string
	// Size is its length in bytes. Zero or less is not checked.
	Size int64
}

// Outgoing is a message before it is known on which channel it goes.
type Outgoing struct {
	// Body is the text, of any length. White space alone is none.
	Body string
	// Media are the files, as many as there are.
	Media []Media
	// DropMedia leaves out files that the channel does not carry, instead of putting links to
	// them in the body.
	DropMedia bool
	// Session is what may be written to the person now, from [Sessions.Session] or
	// [Channel.Session]. An empty one is [SessionOpen].
	Session Session
	// Typing asks for a typing indicator before the message.
	Typing bool
	// ReadReceipt says that the sender waits for the status read.
	ReadReceipt bool
}

// A ChangeKind is what had to be done to a message to fit a channel.
type ChangeKind string

// What is done to messages.
const (
	ChangeSplit       ChangeKind = "split"        // the body goes in several messages
	ChangeSpread      ChangeKind = "spread"       // the files go in several messages
	ChangeApart       ChangeKind = "apart"        // the body and a file go in messages of their own
	ChangeLink        ChangeKind = "link"         // a file became a link at the end of the body
	ChangeDrop        ChangeKind = "drop"         // a file is left out
	ChangeTyping      ChangeKind = "typing"       // no typing indicator is shown
	ChangeReadReceipt ChangeKind = "read_receipt" // no message reaches the status read
	ChangeTemplate    ChangeKind = "template"     // nothing is sent: an approved template has to be
	ChangeWait        ChangeKind = "wait"         // nothing is sent until the person writes
	ChangeChannel     ChangeKind = "channel"      // nothing is sent: the channel is not known
	ChangeSession     ChangeKind = "session"      // nothing is sent: the session is none that is known
)

// A Change is one thing done to a message to fit a channel. It holds nothing of the message's
// text.
type Change struct {
	Kind ChangeKind
	// Media is the index of the file in [Outgoing.Media], and -1 if it is not about one file.
	Media int
	// Reason says why, for people.
	Reason string
}

// String returns what was done and why.
func (c Change) String() string {
	if c.Media >= 0 {
		return fmt.Sprintf("%s media %d: %s", c.Kind, c.Media, c.Reason)
	}
	return fmt.Sprintf("%s: %s", c.Kind, c.Reason)
}

// Fitted is what a message becomes on a channel.
type Fitted struct {
	Channel Channel
	// Messages are what is to be sent, in this order; each fits as it is. There are none if there
	// was nothing to send or nothing may be sent.
	Messages []Outgoing
	// Changes are how Messages differ from the message that was given. None says that it fits.
	Changes []Change
}

// Needs reports whether a change of some kind was made: Needs(ChangeTemplate) says that only a
// template may be sent.
func (f Fitted) Needs(kind ChangeKind) bool {
	return slices.ContainsFunc(f.Changes, func(c Change) bool { return c.Kind == kind })
}

// Fit says what a message becomes on c, by [Channel.Capabilities] and [Channel.Carries]. A body
// that is too long is split where lines or words end, and the white space there is left out; never
// inside what people see as one character. Files that are too many go in further messages. A file
// of a type or a size that the channel does not carry becomes a link at the end of the body, or is
// dropped. Where a body and a file cannot be in one message the body comes first. If nothing may be
// sent the change says what to wait for. Nothing is sent by Fit, nor fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/channels,
// https://www.twilio.com/docs/messaging/guides/accepted-mime-types
func (c Channel) Fit(message Outgoing) Fitted {
	can, f := c.Capabilities(), Fitted{Channel: c}
	if block, blocked := c.block(message.Session); blocked {
		f.Changes = []Change{block}
		return f
	}
	media, body := f.carried(can, message)
	bodies, groups := splitBody(body, can.MaxBody), grouped(media, can)
	if len(bodies) > 1 {
		f.change(ChangeSplit, fmt.Sprintf("a body has at most %d characters on %s", can.MaxBody, c))
	}
	if len(groups) > 1 {
		f.change(ChangeSpread, fmt.Sprintf("a message has at most %s, on %s", atMost(can), c))
	}
	together := len(bodies) > 0 && len(groups) > 0
	if together && slices.ContainsFunc(groups[0], func(m Media) bool { _, with := c.Carries(m.ContentType); return !with }) {
		together = false
		f.change(ChangeApart, fmt.Sprintf("a file of this type has no body on %s", c))
	}
	for _, b := range bodies {
		f.Messages = append(f.Messages, Outgoing{Body: b})
	}
	if together {
		f.Messages[0].Media, groups = groups[0], groups[1:]
	}
	for _, g := range groups {
		f.Messages = append(f.Messages, Outgoing{Media: g})
	}
	if message.Typing && !can.Typing {
		f.change(ChangeTyping, fmt.Sprintf("nobody is seen typing on %s", c))
	}
	if message.ReadReceipt && !can.ReadReceipts {
		f.change(ChangeReadReceipt, fmt.Sprintf("no message is seen to be read on %s", c))
	}
	for i := range f.Messages {
		m := &f.Messages[i]
		m.DropMedia, m.Session = message.DropMedia, message.Session
		m.Typing = message.Typing && can.Typing && i == 0
		m.ReadReceipt = message.ReadReceipt && can.ReadReceipts
	}
	return f
}

// block says why nothing may be sent on c, if nothing may.
func (c Channel) block(session Session) (why Change, blocked bool) {
	can := c.facts()
	switch {
	case can == nil:
		return Change{ChangeChannel, -1, "what the channel carries is not known"}, true
	case can.Window == 0 || session == "" || session == SessionOpen:
		return Change{}, false
	case session != SessionTemplate && session != SessionClosed:
		return Change{ChangeSession, -1, fmt.Sprintf("%q is none of the sessions %s, %s and %s",
			string(session), SessionOpen, SessionTemplate, SessionClosed)}, true
	case session == SessionTemplate && can.Templates:
		return Change{ChangeTemplate, -1, fmt.Sprintf("the person has not written on %s for %v", c, can.Window)}, true
	}
	return Change{ChangeWait, -1, fmt.Sprintf("the person has not written on %s for %v, and it has no templates", c, can.Window)}, true
}

// carried returns the files that the channel carries, and the body with links to the others.
func (f *Fitted) carried(can Capabilities, message Outgoing) (media []Media, body string) {
	lines := []string{message.Body}
	if isBlank(message.Body) {
		lines = nil
	}
	for i, m := range message.Media {
		reason := ""
		if m.URL == "" {
			f.Changes = append(f.Changes, Change{ChangeDrop, i, "it has no URL"})
			continue
		}
		if file, _ := f.Channel.Carries(m.ContentType); !file {
			reason = fmt.Sprintf("%s does not carry files of this type", f.Channel)
		} else if limit, over := m.tooLarge(can); over {
			reason = fmt.Sprintf("%s carries files of this type up to %s", f.Channel, size(limit))
		}
		switch {
		case reason == "":
			media = append(media, m)
		case message.DropMedia:
			f.Changes = append(f.Changes, Change{ChangeDrop, i, reason})
		default:
			f.Changes = append(f.Changes, Change{ChangeLink, i, reason})
			lines = append(lines, m.URL)
		}
	}
	return media, strings.Join(lines, "\n")
}

func (f *Fitted) change(kind ChangeKind, reason string) {
	f.Changes = append(f.Changes, Change{kind, -1, reason})
}

// grouped puts files that one message carries together, in their order.
func grouped(media []Media, can Capabilities) (groups [][]Media) {
	var bytes int64
	for i, m := range media {
		if i == 0 || len(groups[len(groups)-1]) == can.MaxMedia || m.Size > can.MaxMediaBytes-bytes {
			groups, bytes = append(groups, nil), 0
		}
		last := len(groups) - 1
		groups[last], bytes = append(groups[last], m), bytes+max(m.Size, 0)
	}
	return groups
}

// atMost writes how many files, and of which size, go with one message.
func atMost(can Capabilities) string {
	if can.MaxMedia == 1 {
		return "1 file, of " + size(can.MaxMediaBytes)
	}
	return fmt.Sprintf("%d files, of %s together", can.MaxMedia, size(can.MaxMediaBytes))
}

// size writes a number of bytes as people do.
func size(bytes int64) string {
	if bytes >= mib {
		return fmt.Sprintf("%d MB", bytes/mib)
	}
	return fmt.Sprintf("%d KB", bytes/kib)
}

// LogValue returns the type and the size: the URL may be secret.
func (m Media) LogValue() slog.Value {
	return slog.GroupValue(slog.String("content_type", m.ContentType), slog.Int64("size", m.Size))
}

// LogValue returns how long the body is and how many files there are, and nothing of them.
func (m Outgoing) LogValue() slog.Value {
	return slog.GroupValue(slog.Int("characters", units(m.Body)), slog.Int("media", len(m.Media)))
}

// LogValue returns how many messages there are and what was changed.
func (f Fitted) LogValue() slog.Value {
	changes := make([]string, len(f.Changes))
	for i, c := range f.Changes {
		changes[i] = c.String()
	}
	return slog.GroupValue(
		slog.String("channel", string(f.Channel)),
		slog.Int("messages", len(f.Messages)),
		slog.Any("changes", changes),
	)
}
