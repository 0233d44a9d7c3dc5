package twiliotest

import (
	"net/http"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// typingLife is how long WhatsApp shows that somebody is writing, unless a message comes first.
const typingLife = 25 * time.Second

func typingRoutes() []route {
	return []route{
		{http.MethodPost, "/v2/Indicators/{indicator}", http.StatusOK, createTyping, guarded},
		{http.MethodPost, "/v3/Indicators/{indicator}", http.StatusOK, createTyping, guarded},
	}
}

// Typing reports whether the phone shows that a sender is writing.
func (p *Phone) Typing(sender channels.Address) bool {
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	return p.tw.Now().Before(p.tw.phoneAt(p.address).typing[sender])
}

func createTyping(c *call) (any, error) {
	if c.vars.get("indicator") != "Typing.json" {
		return nil, c.notFound()
	}
	p := struct {
		Channel    string `json:"channel"`
		MessageSID string `json:"messageId"`
	}{c.params.Get("channel"), c.params.Get("messageId")}
	if strings.HasPrefix(c.path, "/v3/") {
		if err := c.decode(&p); err != nil {
			return nil, err
		}
	}
	switch {
	case p.Channel == "":
		return nil, missing("channel")
	case strings.EqualFold(p.Channel, "apple") && strings.HasPrefix(c.path, "/v3/"):
		return nil, notEmulated("Apple Messages for Business")
	case !strings.EqualFold(p.Channel, string(channels.ChannelWhatsApp)):
		return nil, bad(twilio.ErrUnknownParameters, "Invalid channel")
	case p.MessageSID == "":
		return nil, missing("messageId")
	}
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	m := c.account.bySID[p.MessageSID]
	if m == nil || m.Direction != twilio.DirectionInbound || m.From.Channel() != channels.ChannelWhatsApp {
		return nil, bad(twilio.ErrUnknownParameters, "Invalid messageId")
	}
	person := c.tw.phoneAt(m.From)
	if person.typing == nil {
		person.typing = map[channels.Address]time.Time{}
	}
	person.typing[m.To] = c.tw.Now().Add(typingLife)
	for i := range person.shown {
		if shown := &person.shown[i]; shown.SID == m.SID {
			shown.Status = twilio.StatusRead
		}
	}
	c.tw.tellLocked("%s is shown that %s is writing", m.From, m.To)
	return map[string]bool{"success": true}, nil
}
