package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// routes are devphone's own endpoints and its page.
func (d *devphone) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /phones", d.listPhones)
	mux.HandleFunc("POST /phones/{address}/messages", d.sendMessage)
	mux.HandleFunc("GET /phones/{address}/messages", d.listMessages)
	mux.HandleFunc("GET /phones/{address}/media/{sid}", d.showMedia)
	mux.HandleFunc("POST /phones/{address}/read", d.readMessage)
	mux.HandleFunc("POST /faults", d.addFault)
	mux.HandleFunc("POST /reset", d.reset)
	mux.HandleFunc("POST /clock", func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusNotImplemented, "devphone has no clock to set: time is the real one")
	})
	mux.HandleFunc("GET /events", d.log.stream)
	mux.Handle("GET /", page())
	return mux
}

// guard keeps pages of other origins out. That the Host is this machine is checked before.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if origins := r.Header.Values("Origin"); len(origins) > 0 && !slices.Equal(origins, []string{"http://" + r.Host}) {
			refuse(w, http.StatusForbidden, "pages of other origins cannot use devphone")
			return
		}
		switch site := r.Header.Get("Sec-Fetch-Site"); {
		case site == "", site == "same-origin", site == "none":
		case r.Method == http.MethodGet && r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Dest") == "document": // a link to the page
		default:
			refuse(w, http.StatusForbidden, "pages of other sites cannot use devphone")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// refuse answers with an error in the shape of Twilio's.
func refuse(w http.ResponseWriter, status int, message string) {
	writeJSON(w, status, map[string]any{"status": status, "message": message})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	body, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"status": 500}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // a client that has gone needs no answer
}

// reset starts over with the flags' numbers.
func (d *devphone) reset(w http.ResponseWriter, _ *http.Request) {
	d.begin()
	d.log.add("reset", struct{}{})
	writeJSON(w, http.StatusOK, map[string]any{"account_sid": d.settings.account, "numbers": d.numbers()})
}

// addFault makes the next calls to the API fail, or a phone refuse messages.
func (d *devphone) addFault(w http.ResponseWriter, r *http.Request) {
	if !readForm(w, r) {
		return
	}
	if r.PostForm.Has("Phone") {
		d.refusePhone(w, r.PostForm)
		return
	}
	f := &twilio.Error{Status: http.StatusInternalServerError, Code: 20500, Message: r.PostForm.Get("Message")}
	count, seconds := 1, 0
	code := int(f.Code)
	if r.PostForm.Has("Code") && !r.PostForm.Has("Status") {
		f.Status = http.StatusBadRequest
	}
	for name, to := range map[string]*int{"Status": &f.Status, "Code": &code, "Count": &count, "RetryAfter": &seconds} {
		if !readInt(w, r.PostForm, name, to) {
			return
		}
	}
	if f.Status == http.StatusTooManyRequests && !r.PostForm.Has("Code") {
		code = int(twilio.ErrTooManyRequests)
	}
	const most = 1000
	if f.Status < 400 || f.Status > 599 || count < 1 || count > most {
		refuse(w, http.StatusBadRequest, "Status is from 400 to 599, Count from 1 to 1000")
		return
	}
	f.Code, f.RetryAfter = twilio.ErrorCode(code), time.Duration(seconds)*time.Second
	if f.Message == "" {
		f.Message = f.Code.Name()
	}
	for range count {
		d.emulator().FailNext(f)
	}
	writeJSON(w, http.StatusOK, map[string]any{"status": f.Status, "code": code, "message": f.Message, "count": count})
}

// refusePhone sets what a phone does with messages.
func (d *devphone) refusePhone(w http.ResponseWriter, form url.Values) {
	address, code := channels.Address(form.Get("Phone")), 0
	if !person(w, address) || !readInt(w, form, "Code", &code) {
		return
	}
	phone := d.emulator().Phone(address)
	switch outcome := form.Get("Outcome"); outcome {
	case "", string(twilio.StatusUndelivered):
		phone.Refuse(twilio.ErrorCode(code))
	case string(twilio.StatusFailed):
		phone.Fail(twilio.ErrorCode(code))
	default:
		refuse(w, http.StatusBadRequest, "Outcome is undelivered or failed")
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"phone": address, "code": code})
}

// readInt reads a parameter that is a number, if it is there. Else it answers that it is none.
func readInt(w http.ResponseWriter, form url.Values, name string, to *int) bool {
	s := form.Get(name)
	if s == "" {
		return true
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		refuse(w, http.StatusBadRequest, name+" is not a number")
		return false
	}
	*to = n
	return true
}
