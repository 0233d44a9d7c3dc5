package webhook

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// What becomes of a request that was sent before. Both go to the function of [WithOnError].
var (
	// ErrReplayed says that a request was carried out before and is not carried out again. It is
	// answered as it was the first time.
	ErrReplayed = errors.New("webhook: request was sent before")
	// ErrUnderWay says that a request was sent before and its first run has not ended within the
	// 15 seconds that Twilio waits for an answer. It is answered with 503.
	ErrUnderWay = errors.New("webhook: request was sent before and is still being carried out")
)

// replayWait is how long a repeated request waits for the end of the first run. Twilio waits no
// longer either.
const replayWait = 15 * time.Second

// A ReplayGuard remembers requests for [WithReplayGuard]. A [ReplayMemory] serves one process.
// For several, keep the keys in a database that can insert one if it is not there, such as Redis
// with SET NX EX: a claim for a minute, so that the request of a process that died can be tried
// again, and what is finished for as long as it could be of use to who has recorded it.
//
// Methods are called by many goroutines at once. An error of Claim is answered with 500, so
// that Twilio turns to the fallback URL. A key is 28 characters long and tells nothing about the
// message.
type ReplayGuard interface {
	// Claim asks for leave to carry out the request with this key. Of several calls at once, one
	// gets it, until Release. It should not wait: who is told [ClaimUnderWay] asks again.
	Claim(ctx context.Context, key string) (Claim, error)
	// Finish remembers that the request was carried out and how it was answered: some hundred
	// bytes with the text of the reply in them, or none if the guard works in [Validator.Middleware].
	// ctx is not canceled when the request's is, here and in Release.
	Finish(ctx context.Context, key string, answer []byte) error
	// Release forgets key: the request was not carried out and may come again.
	Release(ctx context.Context, key string) error
}

// A Claim is what a [ReplayGuard] knows of a request.
type Claim struct {
	State ClaimState
	// Answer is what Finish was given. It may be empty; the answer then asks Twilio to do nothing.
	Answer []byte
}

// A ClaimState is how far a request has come.
type ClaimState int

// How far a request has come. The zero ClaimState is none of these and answered with 500.
const (
	ClaimNew      ClaimState = iota + 1 // it was not known, and who asked is to carry it out now
	ClaimUnderWay                       // it is being carried out
	ClaimDone                           // it was carried out
)

// retryCount is the parameter by which Twilio's tries to tell of one event differ.
const retryCount = "RetryCount"

// replayKey returns what a guard knows an event by: the signature that it would have without its
// RetryCount. It is empty for a pre-event, of which no guard can know whether it was sent twice:
// nothing in it tells a text from the same text written again.
func (p *proof) replayKey(r *http.Request, n *notice) string {
	if isPreEvent(n.eventType) {
		return ""
	}
	counts := func(q param) bool { return q.name == retryCount }
	if !slices.ContainsFunc(n.form, counts) {
		return p.signature
	}
	t, f := p.target, form(nil)
	if isForm(r) {
		f = slices.DeleteFunc(slices.Clone(n.form), counts)
	} else {
		t = t.without(retryCount)
	}
	s := p.key.signer()
	defer p.key.release(s)
	return string(s.sign(t, f))
}

// once runs a request unless the guard knows it already by its key, and has the guard forget it if
// run reports false or panics. Without a key the guard is not asked. It writes the answer that run
// returns, if any.
func (v *Validator) once(w http.ResponseWriter, r *http.Request, p *proof, key string, run func() (a *answer, done bool)) {
	guard := v.config.guard
	if guard == nil || key == "" || r.Context().Value(claimed{v}) == p.signature {
		a, _ := run()
		a.write(w)
		return
	}
	switch c, err := v.claim(r.Context(), key); {
	case err != nil:
		v.refuse(w, r, fmt.Errorf("webhook: replay guard: %w", err))
		return
	case c.State == ClaimUnderWay:
		v.refuse(w, r, ErrUnderWay)
		return
	case c.State == ClaimDone:
		v.config.onError(r, ErrReplayed)
		restore(c.Answer).write(w)
		return
	case c.State != ClaimNew:
		v.refuse(w, r, fmt.Errorf("webhook: replay guard: claim has the state %d", c.State))
		return
	}
	ctx := context.WithoutCancel(r.Context())
	done := false
	defer func() {
		if done {
			return
		}
		if err := guard.Release(ctx, key); err != nil {
			v.config.onError(r, fmt.Errorf("webhook: replay guard: %w", err))
		}
	}()
	var a *answer
	if a, done = run(); done {
		if err := guard.Finish(ctx, key, a.stored()); err != nil {
			v.config.onError(r, fmt.Errorf("webhook: replay guard: %w", err))
		}
	}
	a.write(w)
}

// claim asks the guard until the request is not under way, its sender has hung up, or replayWait
// is over.
func (v *Validator) claim(ctx context.Context, key string) (Claim, error) {
	over := time.NewTimer(replayWait)
	defer over.Stop()
	for pause := 10 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		c, err := v.config.guard.Claim(ctx, key)
		if err != nil || c.State != ClaimUnderWay {
			return c, err
		}
		select {
		case <-time.After(pause):
		case <-over.C:
			return c, nil
		case <-ctx.Done():
			return c, nil
		}
	}
}
