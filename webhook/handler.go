package webhook

import (
	"fmt"
	"net/http"
	"net/url"
)

// handle makes a handler of three steps: verify the request, decode it into an event and let
// respond deal with that. Every typed handler is one call of it. What decode refuses never reaches
// respond.
func handle[E any](
	v *Validator,
	decode func(f form, query url.Values) (*E, error),
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
		f, query, err := readForm(r)
		if err != nil {
			v.refuse(w, r, err)
			return
		}
		event, err := decode(f, query)
		if err != nil {
			v.refuse(w, r, err)
			return
		}
		v.once(w, r, p, func() (*answer, bool) {
			a, err := respond(r, p, event)
			if err != nil {
				v.fail(w, r, err)
				return nil, false
			}
			return a, true
		})
	})
}

// fail answers a request that the app's function could not deal with. It is not refuse, which
// would read a sentinel of this package that the function returned as one of its own.
func (v *Validator) fail(w http.ResponseWriter, r *http.Request, err error) {
	v.config.onError(r, fmt.Errorf("webhook: handler: %w", err))
	const status = http.StatusInternalServerError
	http.Error(w, http.StatusText(status), status)
}
