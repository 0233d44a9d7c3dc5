package twiliotest

import (
	"strconv"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

// review is a registration on its way past those who decide about it: registries, carriers and
// Twilio's own people. The caller of its methods holds tw.mu.
type review struct {
	submitted time.Time
	decided   time.Time          // by the test, zero before
	rejected  bool               // then,
	codes     []twilio.ErrorCode // for these reasons
}

// stage is how far a review has come.
type stage int

const (
	stageSubmitted stage = iota
	stageInReview
	stageApproved
	stageRejected
)

// WithReviews makes registrations pass by themselves, some time after they were submitted: brands
// and their vettings, campaigns, and verifications of toll-free numbers. Without it they stay in
// review until [Twilio.ApproveBrand] and its like decide.
func WithReviews(after time.Duration) Option {
	return func(c *config) { c.reviews, c.review = true, after }
}

func newReview(at time.Time) review { return review{submitted: at} }

// stage returns how far the review has come. A minute after it was submitted somebody looks at it.
func (r *review) stage(cfg *config) stage {
	waited := cfg.clock.since(r.submitted)
	switch {
	case r.rejected:
		return stageRejected
	case !r.decided.IsZero(), cfg.reviews && waited >= cfg.review:
		return stageApproved
	case waited >= received:
		return stageInReview
	}
	return stageSubmitted
}

// updated returns when the review came to its stage.
func (r *review) updated(cfg *config) time.Time {
	switch r.stage(cfg) {
	case stageApproved, stageRejected:
		if r.decided.IsZero() {
			return r.submitted.Add(cfg.review)
		}
		return r.decided
	case stageInReview:
		return r.submitted.Add(received)
	}
	return r.submitted
}

func (r *review) approve(at time.Time) { r.decided, r.rejected, r.codes = at, false, nil }

func (r *review) reject(at time.Time, codes []twilio.ErrorCode) {
	r.decided, r.rejected, r.codes = at, true, codes
}

// reason returns the first of the reasons in words, null if there is none.
func (r *review) reason() any {
	if len(r.codes) == 0 {
		return nil
	}
	return r.codes[0].Name()
}

// errors returns what kept a brand or a campaign from being registered, as the API writes it.
func (r *review) errors() []any {
	list := make([]any, 0, len(r.codes))
	for _, code := range r.codes {
		list = append(list, map[string]any{
			"error_code": int(code), "description": code.Name(), "fields": []string{},
			"url": "https://www.twilio.com/docs/api/errors/" + strconv.Itoa(int(code)),
		})
	}
	return list
}

// decideOn finds what the test decides about, in any account, and panics if there is none, since that
// is a mistake in the test itself.
func (tw *Twilio) decideOn(what, sid string, find func(*account) *review, decide func(*review, time.Time)) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	for _, a := range tw.accounts {
		r := find(a)
		if r == nil {
			continue
		}
		decide(r, tw.Now())
		outcome := "approved"
		if r.rejected {
			outcome = "rejected"
		}
		tw.tellLocked("%s %s %s", what, sid, outcome)
		return
	}
	panic("twiliotest: there is no " + what + " " + sid)
}
