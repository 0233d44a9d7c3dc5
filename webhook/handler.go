package webhook

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/twiliokit/twiliokit/twiml"
)

// handle makes a handler of three steps: verify the request, decode it into an event and let
// answer deal with that. Every typed handler is one call of it. What decode refuses never reaches
// answer.
func handle[E any](
	v *Validator,
	decode func(f form, query url.Values) (*E, error),
	answer func(r *http.Request, p *proof, event *E) (*answer, error),
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
		v.once(w, r, p, func() bool {
			a, err := answer(r, p, event)
			if err != nil {
				v.fail(w, r, err)
				return false
			}
			a.write(w)
			return true
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

// An answer is complete before any of it is sent, so that what goes wrong can still become a 500.
type answer struct {
	status      int
	contentType string
	body        []byte
	cookie      *http.Cookie
}

// nothing answers a request of any kind and asks Twilio to do nothing.
var nothing = answer{status: http.StatusOK, contentType: twiml.ContentType, body: []byte("<Response/>")}

// document is the answer that consists of a TwiML document.
func document(doc *twiml.Response) (*answer, error) {
	b, err := doc.AppendTo(nil)
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, contentType: twiml.ContentType, body: b}, nil
}

func (a *answer) write(w http.ResponseWriter) {
	if a.cookie != nil {
		http.SetCookie(w, a.cookie)
	}
	if a.body != nil {
		w.Header().Set("Content-Type", a.contentType)
		w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	w.WriteHeader(a.status)
	if a.body != nil {
		// If Twilio has hung up there is nobody to tell.
		_, _ = w.Write(a.body)
	}
}
