package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

// errNotNow says that a customer cannot be written to at this moment.
var errNotNow = errors.New("not now")

// shop writes to customers.
type shop struct {
	number    channels.Address // that it writes from, on WhatsApp with the channel's prefix
	templates *content.TemplateService
	template  string            // the SID of the one for orders
	sessions  channels.Sessions // when each customer last wrote
}

// submit makes the template for orders and asks WhatsApp to approve it.
func (s *shop) submit(ctx context.Context) error {
	t, err := s.templates.Create(ctx, &content.CreateTemplateParams{
		FriendlyName: "order_ready", Language: "en",
		Variables: twilio.ContentVariables{"1": "Ada"},
		Types:     content.Types{Text: &content.Text{Body: "Hello {{1}}, your order is ready. Reply to this for details."}},
	})
	if err != nil {
		return err
	}
	s.template = t.SID
	_, err = s.templates.Approvals(t.SID).Create(ctx, &content.CreateApprovalParams{
		Name: "order_ready", Category: content.CategoryUtility,
	})
	return err
}

// approved returns when WhatsApp has approved the template. It asks now and then.
func (s *shop) approved(ctx context.Context, every time.Duration) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		got, err := s.templates.Approvals(s.template).Get(ctx)
		if err != nil {
			return err
		}
		switch got.WhatsApp.Status {
		case content.ApprovalStatusApproved:
			return nil
		case content.ApprovalStatusRejected:
			return fmt.Errorf("template %s was rejected: %s", s.template, got.WhatsApp.RejectionReason)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// ready makes the message that says to a customer that their order is ready. What it may be is decided
// by when they last wrote: Twilio takes any message, and one that WhatsApp does not allow fails later.
func (s *shop) ready(ctx context.Context, to channels.Address, name string) (*twilio.CreateMessageParams, error) {
	p := &twilio.CreateMessageParams{To: to, From: s.number}
	if to.Channel() == channels.ChannelWhatsApp {
		p.From = channels.WhatsApp(s.number.ID())
	}
	switch s.sessions.Session(p.From, to) {
	case channels.SessionOpen:
		p.Body = name + ", it is ready: two cakes and your umbrella. Shall we wait for you?"
	case channels.SessionTemplate:
		approvals, err := s.templates.Approvals(s.template).Get(ctx)
		if err != nil {
			return nil, err
		}
		if status := approvals.WhatsApp.Status; status != content.ApprovalStatusApproved {
			return nil, fmt.Errorf("%w: WhatsApp takes nothing but a template, and it is %s", errNotNow, status)
		}
		p.ContentSID, p.ContentVariables = s.template, twilio.ContentVariables{"1": name}
	default:
		return nil, fmt.Errorf("%w: the customer has to write first", errNotNow)
	}
	return p, nil
}

// incoming hears that a customer has written, which opens their session.
func (s *shop) incoming(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
	s.sessions.Received(m.To, m.From)
	return nil, nil
}
