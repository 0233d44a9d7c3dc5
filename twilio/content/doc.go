// Package content keeps message templates: the Content API, v1 and v2.
//
// A [Template] says one thing in several ways, its [Types]: plain text for SMS, buttons for
// WhatsApp, a card for RCS. A message is sent with the template's SID (HX…) in
// [twilio.CreateMessageParams.ContentSID], and Twilio picks the richest type that the recipient's
// channel can show. What varies is a placeholder, {{1}}, whose values come with the message in
// ContentVariables.
//
//	templates := content.New(client).Templates
//
// WhatsApp opens a conversation only with a template that it has approved:
// [TemplateService.Approvals] submits one and tells how far it is.
//
// Types that this version does not know are kept as they came, as are fields of known types, so
// that a template can be read, changed and written back without loss.
//
// Twilio docs: https://www.twilio.com/docs/content
package content
