// Package twilio calls Twilio's REST API: it sends messages, reads the log of those sent and
// received, and fetches their media.
//
//	client := twilio.New(twilio.AuthToken(accountSID, authToken))
//	message, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{
//		To:   "+15558675310",
//		From: "+15557122661",
//		Body: "Your table is ready.",
//	})
//
// A [Client] is made once and shared. Its fields are services, one for each collection of the
// API; a collection below a resource is reached through it: client.Messages.Media(messageSID).
// Verbs are Create, Get, List, Update and Delete, and each takes a context first.
//
// # Parameters
//
// Each verb that takes parameters has a struct for them. A field left at its zero value is not
// sent. Where a zero can be worth sending the field is a pointer: new(false) and new("") make
// one. What this version of the library does not know goes into the field Extra.
//
// # Answers
//
// What Twilio sends as null reads as the zero value. Counts and prices, which come now as
// numbers and now as text, have types that read both. Statuses and the like are strings with
// constants for the known values; an unknown one passes through.
//
// # Errors
//
// A refusal by Twilio is an [*Error]. Ask for its code or for its class with errors.Is:
//
//	errors.Is(err, twilio.ErrUnsubscribedRecipient) // code 21610
//	errors.Is(err, twilio.ErrTooManyRequests)       // HTTP 429
//
// No error text holds a secret, a phone number or a parameter of the call. Twilio's explanation of
// a refusal is repeated with numbers, e-mail addresses and tokens masked.
//
// Calls are tried again where it is safe, and only there: see [RetryPolicy].
//
// # Lists
//
// A list is a sequence to range over. Pages are fetched as the loop needs them: see [List].
//
// # Tests
//
// Package twiliotest is Twilio in the same process: a program's tests run against it with no
// account and no network.
//
// # Twilio documentation
//
// https://www.twilio.com/docs/messaging/api
package twilio
