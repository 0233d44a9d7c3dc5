package content

import "github.com/twiliokit/twiliokit/twilio"

// API is the Content API of one account. [New] makes it.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
type API struct {
	// Templates creates, reads, changes and removes templates.
	Templates *TemplateService
	// TemplatesWithApproval lists templates along with what WhatsApp says of them.
	TemplatesWithApproval *TemplateWithApprovalService
	// LegacyTemplates lists the templates that were made before the Content API.
	LegacyTemplates *LegacyTemplateService
}

// New returns the Content API of the client's account.
func New(client *twilio.Client) *API {
	return &API{
		Templates: &TemplateService{
			client: client,
			path:   twilio.At("content", "v1", "Content"),
			search: twilio.At("content", "v2", "Content"),
		},
		TemplatesWithApproval: &TemplateWithApprovalService{
			client: client,
			path:   twilio.At("content", "v1", "ContentAndApprovals"),
			search: twilio.At("content", "v2", "ContentAndApprovals"),
		},
		LegacyTemplates: &LegacyTemplateService{
			client: client,
			path:   twilio.At("content", "v1", "LegacyContent"),
		},
	}
}
