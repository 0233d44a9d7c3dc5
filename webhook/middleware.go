package webhook

import (
	"errors"
	"net/http"
)

// Middleware hands requests that Twilio signed to next, with the body still to be read, and
// answers all others itself: 403 if the signature is missing or wrong, 413 if the body is
// too large, 400 if it is malformed and 500 if a [TokenFunc] or a [ReplayGuard] fails. What was
// wrong goes to the function of [WithOnError] and not into the answer.
//
// With [WithReplayGuard] a request counts as carried out if next answers with a status below
// 500.
//
// Put what limits the rate of requests inside, not around: only here is it known who sends them.
func (v *Validator) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, err := v.verify(r)
		if err != nil {
			v.refuse(w, r, err)
			return
		}
		if v.config.guard == nil {
			next.ServeHTTP(w, r)
			return
		}
		v.once(w, r, p, func() bool {
			sw := &statusWriter{ResponseWriter: w, status: http.StatusOK}
			next.ServeHTTP(sw, r)
			return sw.status < 500
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
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer's other abilities.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
