package twiliotest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
)

// template is a Content resource. Its fields are guarded by the emulator's mutex.
type template struct {
	sid              string
	account          *account
	name, language   string
	variables        map[string]string
	types            map[content.Type]json.RawMessage
	created, updated time.Time
	approval         approval
}

// richest are the types in the order in which a channel that can show them prefers them.
var richest = []content.Type{
	content.TypeWhatsAppAuthentication, content.TypeWhatsAppCard, content.TypeWhatsAppFlows,
	content.TypeCarousel, content.TypeCatalog, content.TypeFlows, content.TypeSchedule, content.TypeCard,
	content.TypeListPicker, content.TypeCallToAction, content.TypeQuickReply, content.TypeLocation,
	content.TypeMedia, content.TypeText,
}

// plainest are the types in the order in which SMS prefers them, of which it shows text and files.
var plainest = []content.Type{
	content.TypeMedia, content.TypeText, content.TypeCallToAction, content.TypeQuickReply, content.TypeCard,
	content.TypeListPicker, content.TypeCarousel, content.TypeCatalog, content.TypeFlows, content.TypeSchedule,
	content.TypeLocation,
}

// shownOn returns the type that a message on a channel shows, "" if it can show none.
func (t *template) shownOn(channel channels.Channel) content.Type {
	order := richest
	if channel == channels.ChannelSMS {
		order = plainest
	}
	for _, name := range order {
		if _, ok := t.types[name]; ok && (channel == channels.ChannelWhatsApp || !strings.HasPrefix(string(name), "whatsapp/")) {
			return name
		}
	}
	return ""
}

// shape is what the types hold that a phone shows here.
type shape struct {
	Body          string     `json:"body"`
	Title         string     `json:"title"`
	Subtitle      string     `json:"subtitle"`
	HeaderText    string     `json:"header_text"`
	Footer        string     `json:"footer"`
	Label         string     `json:"label"`
	Address       string     `json:"address"`
	Media         any        `json:"media"` // a URL or several
	MediaURL      string     `json:"media_url"`
	Warning       bool       `json:"add_security_recommendation"`
	MinutesToLive twilio.Int `json:"code_expiration_minutes"`
}

// texts returns the text and the files of one of the template's types, placeholders and all.
func (t *template) texts(name content.Type) (body string, media []string) {
	var s shape
	_ = json.Unmarshal(t.types[name], &s) // what is no text is not shown
	var lines []string
	switch name {
	case content.TypeWhatsAppAuthentication:
		lines = []string{"{{1}} is your verification code."}
		if s.Warning {
			lines[0] += " For your security, do not share this code."
		}
		if s.MinutesToLive > 0 {
			lines = append(lines, fmt.Sprintf("This code expires in %d minutes.", s.MinutesToLive))
		}
	case content.TypeLocation:
		lines = []string{s.Label, s.Address}
	default:
		lines = []string{s.HeaderText, s.Title, s.Body, s.Subtitle, s.Footer}
	}
	lines = slices.DeleteFunc(lines, func(line string) bool { return line == "" })
	switch files := s.Media.(type) {
	case string:
		media = []string{files}
	case []any:
		for _, file := range files {
			if u, ok := file.(string); ok {
				media = append(media, u)
			}
		}
	}
	if s.MediaURL != "" {
		media = append(media, s.MediaURL)
	}
	return strings.Join(lines, "\n"), media
}

// applyTemplate gives a message the text and the files of the template that its call names.
func (c *call) applyTemplate(m *message) error {
	sid, given := c.params.Get("ContentSid"), c.params.Get("ContentVariables")
	switch {
	case sid == "" && given == "":
		return nil
	case m.Body != "" && given != "":
		return bad(twilio.ErrBodyWithContentVariables, "'Messages' Body and ContentVariables cannot be provided together")
	case sid == "":
		return bad(twilio.ErrContentSIDRequired, "ContentSid Required")
	case m.Body != "":
		return notEmulated("Body beside ContentSid")
	case len(c.params["MediaUrl"]) > 0:
		return notEmulated("MediaUrl beside ContentSid")
	}
	t := c.account.templates[sid]
	if n := c.account.numbers[channels.Address(c.params.Get("From"))]; t == nil && n != nil && n.sandbox != nil {
		t = n.sandbox.templates[sid]
	}
	if t == nil {
		return bad(twilio.ErrInvalidContentSID, "The ContentSid is Invalid")
	}
	values := map[string]string{}
	if given != "" && json.Unmarshal([]byte(given), &values) != nil {
		return badVariables()
	}
	m.template = t
	name := t.shownOn(m.To.Channel())
	if name == "" {
		m.fault = twilio.ErrContentNotFormatted
		return nil
	}
	fill := func(text string) (string, error) { return fillIn(text, values, t.variables) }
	body, media := t.texts(name)
	var err error
	if m.Body, err = fill(body); err != nil {
		return err
	}
	for _, u := range media {
		if u, err = fill(u); err != nil {
			return err
		}
		m.Media = append(m.Media, announced(u))
	}
	return nil
}

func badVariables() error {
	return bad(twilio.ErrInvalidContentVariables, "The ContentVariables Parameter is invalid")
}

const maxVariable = 1600

// fillIn replaces the placeholders of a text by their values, those without one by their
// defaults.
func fillIn(text string, values, defaults map[string]string) (string, error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{{")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		name, after, closed := strings.Cut(rest, "}}")
		if !closed || name == "" || strings.ContainsAny(name, "{} \t\n") {
			return "", badVariables()
		}
		v, ok := values[name]
		if !ok {
			v = defaults[name]
		}
		switch {
		case v == "" || strings.ContainsAny(v, "\n\t") || strings.Contains(v, "     "):
			return "", badVariables()
		case length(v) > maxVariable:
			return "", bad(twilio.ErrContentVariableTooLong, "Parameter exceeded character limit")
		}
		b.WriteString(v)
		text = after
	}
}
