package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

// broadcast is one run over the list.
type broadcast struct {
	client            *twilio.Client
	service, template string
	rate              float64
	journal           *journal
	progress          *progress

	mu     sync.Mutex
	failed error // to write to the journal: nothing is sent that it would not know of
}

// run sends to whoever the journal does not say has been dealt with.
func (b *broadcast) run(ctx context.Context, recipients []recipient) error {
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
		if e.outcome == sent || e.outcome == refused {
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

// clockSkew is how far the clock of this machine may be ahead of Twilio's.
const clockSkew = time.Minute

// settle finds out what became of a recipient of whom the journal says only that a call was
// being made: if it arrived, the message is in Twilio's log.
func (b *broadcast) settle(ctx context.Context, e entry) (entry, error) {
	params := &twilio.ListMessagesParams{To: e.to}
	since := e.time.Add(-clockSkew)
	found := entry{to: e.to, outcome: notSent, detail: "not in Twilio's log"}
	for m, err := range b.client.Messages.List(ctx, params) {
		if err != nil {
			return e, fmt.Errorf("look up what an earlier run sent: %w", err)
		}
		if m.DateCreated.Before(since) { // the newest come first
			break
		}
		if m.MessagingServiceSID == b.service && m.Direction != twilio.DirectionInbound {
			found = entry{to: e.to, outcome: sent, sid: m.SID, detail: "found in Twilio's log"}
			break
		}
	}
	return found, b.journal.add(found)
}
