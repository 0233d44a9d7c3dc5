package twiliotest

import (
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
)

// WithoutSessionWindow lets the app write to anybody on WhatsApp and Messenger at any time, for tests
// of something else. Without it a message to a person who has not written to its sender for 24 hours
// fails with [twilio.ErrOutsideWindow], unless it is a template that WhatsApp has approved: see
// [Twilio.ApproveTemplate] and [WithApproval].
func WithoutSessionWindow() Option { return func(c *config) { c.noWindow = true } }

// WithAccountUpdates sends messages on Messenger later than 24 hours after the person's last as
// account updates. One of Twilio's pages says that this happens, and another that such messages
// fail, which they do without this option. A person who has never written cannot be written to in
// either case.
func WithAccountUpdates() Option { return func(c *config) { c.accountUpdates = true } }

// Codes of messages with a template that WhatsApp approved once.
const (
	errTemplatePaused   twilio.ErrorCode = 63041
	errTemplateDisabled twilio.ErrorCode = 63042
)

// opens reports whether a conversation can begin with a template: with all types but those that only
// answer.
func (t *template) opens(channel channels.Channel) bool {
	shown := t.shownOn(channel)
	return shown != "" && shown != content.TypeListPicker && shown != content.TypeLocation
}

// WroteTo says when the person last wrote to a sender, before the test began: their session on WhatsApp
// or Messenger is open for 24 hours from then on. No message is made and no webhook called. It changes
// nothing if the person has written since.
func (p *Phone) WroteTo(sender channels.Address, at time.Time) {
	defer p.tw.mustSave()
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	if key := (pair{sender, p.address}); at.After(p.tw.heard[key]) {
		p.tw.heard[key] = at
	}
}

// hear notes that a person wrote to a sender, which opens the session of the two. The caller holds
// tw.mu.
func (tw *Twilio) hear(ours, theirs channels.Address) {
	tw.heard[pair{ours, theirs}] = tw.Now()
}

// outside returns why a message cannot reach its person now for want of a session, 0 if it can. The
// caller holds tw.mu.
func (tw *Twilio) outside(m *message) twilio.ErrorCode {
	if tw.cfg.noWindow {
		return 0
	}
	channel := m.channel()
	if channel == channels.ChannelSMS {
		return 0
	}
	last := tw.heard[pair{m.From, m.To}]
	switch channel.Session(last, tw.Now()) {
	case channels.SessionOpen:
		return 0
	case channels.SessionTemplate:
		if t := m.template; t != nil && t.opens(channel) {
			switch t.approval.status(&tw.cfg) {
			case content.ApprovalStatusApproved:
				return 0
			case content.ApprovalStatusPaused:
				return errTemplatePaused
			case content.ApprovalStatusDisabled:
				return errTemplateDisabled
			}
		}
	case channels.SessionClosed:
		if tw.cfg.accountUpdates && channel == channels.ChannelMessenger && !last.IsZero() {
			return 0
		}
	}
	return twilio.ErrOutsideWindow
}
