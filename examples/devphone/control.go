package main

import (
	"encoding/json"
	"net/http"
	"slices"
)

// routes are devphone's own endpoints and its page.
func (d *devphone) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /phones", d.listPhones)
	mux.HandleFunc("POST /phones/{address}/messages", d.sendMessage)
	mux.HandleFunc("GET /phones/{address}/messages", d.listMessages)
	mux.HandleFunc("GET /phones/{address}/media/{sid}", d.showMedia)
	mux.HandleFunc("POST /phones/{address}/read", d.readMessage)
	mux.HandleFunc("POST /events/{id}/again", d.sendAgain)
	mux.HandleFunc("GET /faults", d.listFaults)
	mux.HandleFunc("POST /faults", d.addFault)
	mux.HandleFunc("DELETE /faults", d.healFaults)
	mux.HandleFunc("POST /reset", d.reset)
	mux.HandleFunc("GET /clock", d.tellTime)
	mux.HandleFunc("POST /clock", d.moveClock)
	mux.HandleFunc("GET /events", d.log.stream)
	mux.Handle("GET /", page())
	mux.HandleFunc("/", noSuchPath)
	return mux
}

// noSuchPath answers who asks for what devphone does not have. As a rule that is the API, by a program
// to which devphone was given as Twilio's address.
func noSuchPath(w http.ResponseWriter, r *http.Request) {
	refuse(w, http.StatusNotFound, "there is no "+r.Method+" of this path. devphone has /phones, /faults, /clock, /events and /reset; Twilio's API is not below its address, "+
		"but at Twilio's hosts, through devphone as the proxy: HTTPS_PROXY and the others that -env writes")
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
	if err := d.begin(); err != nil {
		refuse(w, http.StatusInternalServerError, err.Error())
		return
	}
	d.log.add("reset", struct{}{})
	writeJSON(w, http.StatusOK, map[string]any{"account_sid": d.settings.account, "numbers": d.numbers()})
}
