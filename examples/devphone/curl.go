package main

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// curlCall returns a call to the API for a shell that has the environment of -env. It holds no
// credentials.
func curlCall(e *exchange, contentType string) string {
	words := []string{"curl", `-u "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN"`}
	return strings.Join(append(words, curlRequest(e, contentType)...), " ")
}

// curlWebhook returns a webhook, signed as it was.
func curlWebhook(e *exchange) string {
	words := append([]string{"curl"}, curlRequest(e, "")...)
	return strings.Join(append(words, "-H "+quote("X-Twilio-Signature: "+e.Signature)), " ")
}

func curlRequest(e *exchange, contentType string) []string {
	var words []string
	switch {
	case e.Body != "":
		if contentType != "" {
			words = append(words, "-H "+quote("Content-Type: "+contentType))
		}
		words = append(words, "--data-raw "+quote(e.Body))
	case e.Method != http.MethodGet && e.Method != http.MethodDelete:
		for _, name := range slices.Sorted(maps.Keys(e.Params)) {
			for _, value := range e.Params[name] {
				words = append(words, "--data-urlencode "+quote(name+"="+value))
			}
		}
	}
	if len(words) == 0 && e.Method != http.MethodGet || e.Method != http.MethodGet && e.Method != http.MethodPost {
		words = append(words, "-X "+quote(e.Method))
	}
	return append(words, quote(e.URL))
}
