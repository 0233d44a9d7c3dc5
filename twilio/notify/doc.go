// Package notify is Twilio Notify: one notification for all devices and numbers that belong to a
// person or a tag, over Apple's and Google's push services and SMS.
//
// Notify is retired. Twilio has not supported it since October 2022, and says that requests will fail
// after 31 October 2027. New programs send SMS by [twilio.MessageService], many at a time by its Bulk,
// and push notifications by Apple's and Google's own services.
//
// A [Binding] ties an address to the application's name for a person, their identity. A [Notification]
// goes to all bindings of the identities or of the tags that it names.
//
// Twilio docs: https://www.twilio.com/docs/notify
package notify
