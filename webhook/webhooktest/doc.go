// Package webhooktest makes requests as Twilio sends them, signed, for tests of handlers:
//
//	r := webhooktest.NewRequest(token, "POST", "https://app.example/sms",
//		webhooktest.MessageForm("+15558675310", "+15557122661", "Hello"))
//	w := httptest.NewRecorder()
//	app.ServeHTTP(w, r)
//
// Forms of events come from ConversationForm and ChatForm, and batches of Event Streams from
// NewStreamRequest.
//
// The URL is the one that Twilio would call. It has to be the one that the handler's validator
// makes out: the request's own, unless webhook.WithBaseURL is set.
package webhooktest
