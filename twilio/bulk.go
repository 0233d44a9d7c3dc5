package twilio

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"sync"
	"time"
)

// BulkParams say how a [Bulk] run goes about its work.
type BulkParams struct {
	// Rate is how many messages to send in a second, at most. The default is 10. What a sender
	// may send is less, as a rule: Twilio queues the rest for up to four hours.
	Rate float64
	// InFlight is how many calls may be under way at once. The default is 8. Rate times the
	// seconds that a call takes is what it needs.
	InFlight int
	// Check is asked about each message before it is sent, if it is not nil, such as
	// [github.com/twiliokit/twiliokit/channels/consent.Gate.Check]. An error holds the message back.
	// It is called from up to InFlight goroutines at once.
	Check func(context.Context, *CreateMessageParams) error
	// Checkpoint is where an earlier run ended, from [Bulk.Checkpoint]. Inputs that it has dealt
	// with are passed over. The zero Checkpoint begins with the first.
	Checkpoint Checkpoint
	// Grace is how long calls under way may go on when the context ends, so that it can be told
	// what became of them. The default is 10 seconds.
	Grace time.Duration
}

// BulkInput is one message to send and its place among the inputs, counted from 0.
type BulkInput struct {
	Index  int64
	Params *CreateMessageParams
}

// BulkOutcome says what is known of an input.
type BulkOutcome string

// The outcomes. A later run, given the checkpoint, tries again what was not sent or was held back,
// and nothing else. A message counts as not sent also if Twilio refuses the credentials (401 and
// 403), since that says nothing of the message: a loop does well to end at the first of these.
const (
	BulkSent    BulkOutcome = "sent"     // Twilio took the message
	BulkRefused BulkOutcome = "refused"  // Twilio will not take it
	BulkNotSent BulkOutcome = "not sent" // it has not reached Twilio
	BulkHeld    BulkOutcome = "held"     // [BulkParams.Check] held it back
	BulkUnknown BulkOutcome = "unknown"  // it may or may not have reached Twilio
)

// BulkResult is what became of an input.
type BulkResult struct {
	// Outcome says what is known.
	Outcome BulkOutcome
	// Message is the message, if it was sent.
	Message *Message
	// Err says why it was not, or what happened to the call.
	Err error
}

// Bulk is one run over many messages. It is made by [MessageService.Bulk].
type Bulk struct {
	service *MessageService
	params  BulkParams
	pace    *pace

	mu   sync.Mutex
	done Checkpoint
}

// Bulk returns a run over many messages, at a bounded rate and over one set of connections.
// params may be nil. See [Bulk.Create].
func (s *MessageService) Bulk(params *BulkParams) *Bulk {
	var p BulkParams
	if params != nil {
		p = *params
	}
	if p.Rate <= 0 {
		p.Rate = 10
	}
	if p.InFlight <= 0 {
		p.InFlight = 8
	}
	if p.Grace <= 0 {
		p.Grace = 10 * time.Second
	}
	return &Bulk{service: s, params: p, pace: newPace(p.Rate), done: p.Checkpoint.clone()}
}

// Checkpoint returns which inputs have been dealt with: those whose results the loop over
// [Bulk.Create] has been given, the current one included, and after the loop all of them. Save it
// as often as you like, and give it to a later run over the same inputs.
func (b *Bulk) Checkpoint() Checkpoint {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.done.clone()
}

// Create sends a message for each of inputs and yields what became of it, in the order in which
// the calls end. Inputs are drawn as they are needed, so they can be read from a file or a
// query; nothing is kept of those that are dealt with. A Bulk is for one Create.
//
// When Twilio answers 429, the whole run pauses and then goes on more slowly, and the message is
// tried again. A call that may have reached Twilio is never made twice: its outcome is unknown.
//
// When ctx ends, no further call is made. Calls under way get [BulkParams.Grace] to end, and
// inputs that were drawn and not sent are yielded as not sent. Leaving the loop waits for calls
// under way too, so that [Bulk.Checkpoint] knows of them. inputs is ranged over in a goroutine of
// its own, which ends when inputs yields next, or ends.
func (b *Bulk) Create(ctx context.Context, inputs iter.Seq[*CreateMessageParams]) iter.Seq2[BulkInput, BulkResult] {
	return func(yield func(BulkInput, BulkResult) bool) {
		ctx, stop := context.WithCancel(ctx)
		calls, cut := context.WithCancel(context.WithoutCancel(ctx))
		defer cut()
		grace := context.AfterFunc(ctx, func() { cutLater(calls, cut, b.params.Grace) })
		defer grace()
		defer stop()

		abandoned := make(chan struct{}) // if the loop's body panics
		defer close(abandoned)
		results := b.start(ctx, calls, abandoned, inputs)
		for r := range results {
			b.record(r)
			if !yield(r.input, r.result) {
				stop()
				for r := range results {
					b.record(r)
				}
				return
			}
		}
	}
}

// cutLater calls cut when d has passed, unless calls have ended by themselves.
func cutLater(calls context.Context, cut func(), d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		cut()
	case <-calls.Done():
	}
}

type bulkResult struct {
	input  BulkInput
	result BulkResult
}

// start begins the run: a goroutine that draws inputs and InFlight that make calls. The channel
// is closed when all have ended.
func (b *Bulk) start(ctx, calls context.Context, abandoned <-chan struct{}, inputs iter.Seq[*CreateMessageParams]) <-chan bulkResult {
	jobs, results := make(chan BulkInput), make(chan bulkResult)
	var workers sync.WaitGroup
	workers.Go(func() {
		defer close(jobs)
		b.draw(ctx, inputs, jobs)
	})
	for range b.params.InFlight {
		workers.Go(func() {
			for input := range jobs {
				r := bulkResult{input, b.create(ctx, calls, input.Params)}
				select {
				case results <- r:
				case <-abandoned:
				}
			}
		})
	}
	go func() {
		workers.Wait()
		close(results)
	}()
	return results
}

// draw hands the inputs that are not dealt with yet to the workers.
func (b *Bulk) draw(ctx context.Context, inputs iter.Seq[*CreateMessageParams], jobs chan<- BulkInput) {
	index := int64(-1)
	for params := range inputs {
		index++
		if b.params.Checkpoint.has(index) {
			continue
		}
		if ctx.Err() != nil {
			return
		}
		jobs <- BulkInput{index, params} // a worker always comes, if only to say that it was not sent
	}
}

// create makes the call for one input, again and again while Twilio is too busy.
func (b *Bulk) create(ctx, calls context.Context, params *CreateMessageParams) BulkResult {
	if b.params.Check != nil && ctx.Err() == nil {
		if err := b.params.Check(calls, params); err != nil {
			return BulkResult{Outcome: BulkHeld, Err: err}
		}
	}
	for {
		if err := b.pace.wait(ctx); err != nil {
			return BulkResult{Outcome: BulkNotSent, Err: err}
		}
		m, err := Post[Message](calls, b.service.client, b.service.path, params, paced)
		if busy, ok := errors.AsType[*Error](err); ok && busy.Status == http.StatusTooManyRequests {
			b.pace.slow(busy.RetryAfter)
			continue
		}
		if err == nil {
			b.pace.quicken()
		}
		return BulkResult{Outcome: outcome(err), Message: m, Err: err}
	}
}

// paced is the option of calls whose answer 429 slows down more than themselves.
func paced(r *request) { r.paced = true }

// outcome tells what err, the end of a call, says of its message.
func outcome(err error) BulkOutcome {
	if err == nil {
		return BulkSent
	}
	if _, ok := errors.AsType[unsent](err); ok || neverConnected(err) {
		return BulkNotSent
	}
	e, ok := errors.AsType[*Error](err)
	switch {
	case !ok || e.Status >= http.StatusInternalServerError:
		return BulkUnknown
	case e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden:
		return BulkNotSent // which says nothing of the message
	}
	return BulkRefused
}

func (b *Bulk) record(r bulkResult) {
	if r.result.Outcome == BulkNotSent || r.result.Outcome == BulkHeld {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done.add(r.input.Index)
}
