package webhook

import (
	"context"
	"errors"
	"net/http"
)

// Middleware hands requests that Twilio signed to next, with the body still to be read, and
// answers all others itself: 403 if the signature is missing or wrong, 413 if the body is
// too large, 400 if it is malformed, 500 if a [TokenFunc] or a [ReplayGuard] fails and 503 for
// [ErrUnderWay]. What was wrong goes to the function of [WithOnError] and not into the answer.
//
// With [WithReplayGuard] a request counts as carried out if next answers with a status below
// 500. What next answers is not kept: who sends the request again gets an empty TwiML document.
// Pre-events of Chat and Conversations are exempt, as nothing in them tells a text from the same
// text written again.
//
// Put what limits the rate of requests inside, not around: only here is it known who sends them.
func (v *Validator) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, err := v.verify(r)
		if err != nil {
			v.refuse(w, r, err)
			return
		}
		key := p.signature
		if v.config.guard != nil {
			if n, err := decodeNotice(r); err == nil {
				key = p.replayKey(r, n)
			}
		}
		if v.config.guard == nil || key == "" {
			next.ServeHTTP(w, r)
			return
		}
		v.once(w, r, p, key, func() (*answer, bool) {
			sw := &statusWriter{ResponseWriter: w}
			// A handler of the same validator within next is not to claim the request again.
			next.ServeHTTP(sw, r.WithContext(context.WithValue(r.Context(), claimed{v}, p.signature)))
			return nil, sw.status < http.StatusInternalServerError
		})
	})
}

// refuse answers a request that goes no further.
func (v *Validator) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if v != nil && v.config.onError != nil {
		v.config.onError(r, err)
	}
	status := http.StatusInternalServerError
	switch {
	case errors.Is(err, ErrUnderWay):
		status = http.StatusServiceUnavailable
	case errors.Is(err, ErrBodyTooLarge):
		status = http.StatusRequestEntityTooLarge
	case errors.Is(err, ErrMalformed):
		status = http.StatusBadRequest
	case errors.Is(err, ErrNoToken), errors.Is(err, ErrNoSignature), errors.Is(err, ErrBadSignature),
		errors.Is(err, ErrBodyHash):
		status = http.StatusForbidden
	}
	http.Error(w, http.StatusText(status), status)
}

// A statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader sends the header.
func (w *statusWriter) WriteHeader(status int) {
	if w.status < http.StatusOK { // of several, the first that is final is the one that is sent
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write sends a part of the body, and before the first the header.
func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status < http.StatusOK {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// claimed is the key under which a request's context tells that a validator's replay guard has
// claimed it already. Its value is the signature.
type claimed struct{ v *Validator }

// Unwrap lets http.ResponseController reach the writer's other abilities.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
