// Package webhook receives what Twilio sends to a service: messages that people wrote, what
// became of messages that the service sent, what happens in Conversations and in Programmable Chat,
// and Event Streams. It makes sure that a request is from Twilio, decodes it and answers it.
//
//	v, err := webhook.NewValidator(os.Getenv("TWILIO_AUTH_TOKEN"))
//	…
//	mux.Handle("/sms", webhook.Messages(v, func(ctx context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
//		return twiml.Reply("Hello " + m.ProfileName), nil
//	}))
//	mux.Handle("/status", webhook.Statuses(v, func(ctx context.Context, s *webhook.StatusCallback) error {
//		return orders.Update(ctx, s.MessageSID, s.Status)
//	}))
//
// There are three layers, and each can be used without the one above it. [Validator.Verify]
// checks a request and leaves it as it was. [Validator.Middleware] hands only genuine requests
// to any http.Handler, where [DecodeMessage], [DecodeStatus] and [DecodeStream] read them.
// [Messages], [MessagesWithSession], [Statuses], [ConversationEvents], [ChatEvents] and
// [EventStream] turn functions into a handler. An event holds all that Twilio said, so such a
// function is tested by calling it, with what [ParseMessage] or [ParseEvent] makes of a form.
// Package webhooktest makes signed requests for tests of whole handlers.
//
// # Behind a proxy
//
// Twilio signs the URL that it calls. Behind a load balancer, a tunnel or another proxy a server
// sees a different one, and then every signature is wrong. Say which URL is right with
// [WithBaseURL], or whose headers to believe with [WithTrustedProxies]. The error that
// [WithOnError] reports names the URL that was tried and, where it can tell, the one that was
// signed. Handlers below http.StripPrefix need nothing special.
//
// # What a signature proves
//
// A signature covers the URL and either every parameter of the form or, through the hash
// bodySHA256 in the URL, the body. It covers no header, and so no cookie. It holds no time and is
// valid for good: use https, and [WithReplayGuard] where doing a thing twice does harm.
// Twilio signs names and values without anything between them, so who has recorded a
// request could send it with the borders moved: a parameter that is missing where it should
// not be is a reason for doubt.
//
// # Answers
//
// The answer to a message is TwiML; an empty document means to do nothing. Text that is not TwiML
// is sent to the person who wrote, which is why nothing else is ever answered with 200. A status
// callback is answered with 204, and so is an event that has happened. One that is about to happen
// is answered with what the app decides about it, a [Decision].
//
// # X-Twilio-Body
//
// To some accounts Twilio sends a header X-Twilio-Body with the text of the message. If that
// has a control character in it, such as a byte of 0x00 or 0x19, net/http takes the request for
// malformed and answers 400 before any handler is called. No handler can mend that: ask Twilio to
// turn the header off, or have a proxy in front remove it.
//
// Twilio docs: https://www.twilio.com/docs/usage/webhooks
package webhook
