// Package messaging is the Messaging API: Messaging Services and the pools of senders that their
// messages leave from, the registrations that carriers ask for (US A2P 10DLC, toll-free), links
// that are shortened, WhatsApp and RCS senders, typing indicators, and the list of numbers that
// have been given up.
//
// A message is sent through a service by naming it in [twilio.CreateMessageParams]:
//
//	service, err := messaging.New(client).Services.Create(ctx, &messaging.CreateServiceParams{FriendlyName: "Shop"})
//	number, err := messaging.New(client).Services.PhoneNumbers(service.SID).Create(ctx, …)
//	message, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{MessagingServiceSID: service.SID, …})
//
// Twilio docs: https://www.twilio.com/docs/messaging/api
package messaging
