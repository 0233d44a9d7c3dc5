package webhook

import (
	"fmt"
	"net/http"
)

// handle makes a handler of three steps: verify the request, decode it into an event and let
// respond deal with that. Every typed handler is one call of it. What decode refuses never reaches
// respond, and beside an error that returns the answer to send instead of 500.
func handle[E any](
	v *Validator,
	decode func(r *http.Request) (*E, error),
	respond func(r *http.Request, p *proof, event *E) (*answer, error),
) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodPost {
			w.Header().Set("Allow", "GET, POST")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		p, err := v.verify(r)
		if err != nil {
			v.refuse(w, r, err)
			return
		}
		event, err := decode(r)
		if err != nil {
			v.refuse(w, r, err)
			return
		}
		run := func() (*answer, bool) {
			a, err := respond(r, p, event)
			if err != nil {
				v.fail(w, r, a, err)
			}
			return a, err == nil
		}
		key := p.signature
		if n, ok := any(event).(*notice); ok {
			key = p.replayKey(r, n)
		}
		v.once(w, r, p, key, run)
	})
}

// fail reports that the app's function could not deal with a request, and answers 500 unless there
// is another answer. It is not refuse, which would read a sentinel of this package that the function
// returned as one of its own.
func (v *Validator) fail(w http.ResponseWriter, r *http.Request, a *answer, err error) {
	v.config.onError(r, fmt.Errorf("webhook: handler: %w", err))
	if a == nil {
		const status = http.StatusInternalServerError
		http.Error(w, http.StatusText(status), status)
	}
}
