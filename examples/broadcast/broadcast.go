package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// broadcast is one run over the list.
type broadcast struct {
	client            *twilio.Client
	service, template string
	rate              float64
	retryRefused      bool
	journal           *journal
	progress          *progress

	mu     sync.Mutex
	failed error // to write to the journal: nothing is sent that it would not know of
}

// run sends to whoever the journal does not say has been dealt with.
func (b *broadcast) run(ctx context.Context, recipients []recipient) error {
	if err := b.check(ctx); err != nil {
		return err
	}
	var open []recipient
	for _, r := range recipients {
		e, _ := b.journal.of(r.to)
		if e.outcome == sending || e.outcome == unknown {
			var err error
			if e, err = b.settle(ctx, e); ctx.Err() != nil {
				return nil
			} else if err != nil {
				return err
			}
		}
		if e.outcome == sent || e.outcome == refused && !b.retryRefused {
			b.progress.add(e.outcome)
			continue
		}
		open = append(open, r)
	}
	bulk := b.client.Messages.Bulk(&twilio.BulkParams{Rate: b.rate})
	for input, result := range bulk.Create(ctx, b.messages(open)) {
		e := entry{to: input.Params.To, outcome: outcome(result.Outcome)}
		if result.Message != nil {
			e.sid = result.Message.SID
		}
		if result.Err != nil {
			e.detail = result.Err.Error()
		}
		if err := b.journal.add(e); err != nil {
			return err
		}
		b.progress.add(e.outcome)
		if errors.Is(result.Err, twilio.ErrUnauthorized) || errors.Is(result.Err, twilio.ErrForbidden) {
			return fmt.Errorf("nothing can be sent: %w", result.Err)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.failed
}

// messages are what is to be sent. Each recipient is in the journal before the call is made.
func (b *broadcast) messages(recipients []recipient) iter.Seq[*twilio.CreateMessageParams] {
	return func(yield func(*twilio.CreateMessageParams) bool) {
		for _, r := range recipients {
			if err := b.journal.add(entry{to: r.to, outcome: sending}); err != nil {
				b.mu.Lock()
				b.failed = err
				b.mu.Unlock()
				return
			}
			if !yield(&twilio.CreateMessageParams{
				MessagingServiceSID: b.service, To: r.to,
				ContentSID: b.template, ContentVariables: r.variables,
			}) {
				return
			}
		}
	}
}

// check looks whether there are such a service and such a template. If not, every recipient would
// be refused, and that would seem to be about them.
func (b *broadcast) check(ctx context.Context) error {
	if _, err := messaging.New(b.client).Services.Get(ctx, b.service); err != nil {
		return fmt.Errorf("find the Messaging Service: %w", err)
	}
	if _, err := content.New(b.client).Templates.Get(ctx, b.template); err != nil {
		return fmt.Errorf("find the template: %w", err)
	}
	return nil
}

const (
	// clockSkew is how far the clock of this machine may be ahead of Twilio's.
	clockSkew = time.Minute
	// settling is how long after a call was begun its message can yet turn up in Twilio's log.
	settling = time.Minute
)

// settle finds out what became of a recipient of whom the journal says only that a call was
// being made. If it arrived, the message is in Twilio's log: the first one by the service to that
// recipient since the call was begun. If it is not there, it may yet come, so it is looked for
// again until the call is long over.
//
// No message says which broadcast it belongs to, so two that go through the same service to the
// same people should not be under way at the same time.
func (b *broadcast) settle(ctx context.Context, e entry) (entry, error) {
	for {
		late := time.Since(e.time) >= settling // before the look, not after it
		m, err := b.find(ctx, e)
		switch {
		case err != nil:
			return e, fmt.Errorf("look up what an earlier run sent: %w", err)
		case m != nil:
			found := entry{to: e.to, outcome: sent, sid: m.SID, detail: "found in Twilio's log"}
			return found, b.journal.add(found)
		case late:
			missing := entry{to: e.to, outcome: notSent, detail: "not in Twilio's log"}
			return missing, b.journal.add(missing)
		}
		select {
		case <-time.After(time.Until(e.time.Add(settling))):
		case <-ctx.Done():
			return e, nil
		}
	}
}

// find returns the message that a call which was begun at e.time has made, nil if there is none.
func (b *broadcast) find(ctx context.Context, e entry) (*twilio.Message, error) {
	since := e.time.Add(-clockSkew)
	var first *twilio.Message
	for m, err := range b.client.Messages.List(ctx, &twilio.ListMessagesParams{To: e.to}) {
		if err != nil {
			return nil, err
		}
		if m.DateCreated.Before(since) { // the newest come first
			break
		}
		if m.MessagingServiceSID == b.service && m.Direction != twilio.DirectionInbound {
			first = m
		}
	}
	return first, nil
}
