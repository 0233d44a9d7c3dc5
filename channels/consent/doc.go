// Package consent keeps account of who may be written to.
//
// People opt in and opt out, by a word that they send, a form that they fill in, or whatever else
// the law of the place accepts. Each [Event] of the kind is entered into a [Ledger], with its
// source and its time, and the latest one holds. A [Gate] before the call that sends holds back
// what has no consent.
//
//	ledger := consent.NewSQL(db, consent.PostgreSQL)
//	keeper := consent.NewKeeper(ledger)
//	mux.Handle("/sms", webhook.Messages(v, consent.Messages(keeper, answer)))
//	mux.Handle("/status", webhook.Statuses(v, consent.Statuses(keeper, track)))
//
//	gate := keeper.Gate(client.Messages.Create, consent.RequireOptIn)
//	_, err := gate.Create(ctx, &twilio.CreateMessageParams{…})
//	if errors.Is(err, consent.ErrNoConsent) { … }
//
// # Whose consent, to whom
//
// A consent is one address's, channel included, to one [Sender]: a Messaging Service, or a number
// that is in none. SMS and WhatsApp to one phone are independent of each other; RCS and SMS are
// one, as they are to Twilio.
//
// # In step with Twilio
//
// Twilio has an opt-out of its own. It answers STOP, START and HELP by itself on SMS, MMS and RCS,
// and on all channels of a Messaging Service with Advanced Opt-Out, and then refuses messages
// to those who wrote STOP with error 21610. Their messages reach the webhook all the same, so a
// [Keeper] that hears them comes to the same state, and 21610 corrects it where it did not: when
// someone opted out before there was a ledger, or a webhook was lost. The ledger can be stricter
// than Twilio, by words, channels and forms that Twilio knows nothing of, and can never let
// through what Twilio blocks.
//
// Twilio docs: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out,
// https://help.twilio.com/articles/223134027
package consent
