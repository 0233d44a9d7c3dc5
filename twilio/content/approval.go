package content

import (
	"context"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// An Approval is what WhatsApp says of a template.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
type Approval struct {
	// Type is the channel that approves: "whatsapp". It is empty where the API leaves it out.
	Type string `json:"type"`
	// Name is the name that the template was submitted under, empty before.
	Name string `json:"name"`
	// Category is what WhatsApp charges the template as. It may not be the one asked for.
	Category Category `json:"category"`
	// ContentType is the type that was submitted.
	ContentType Type `json:"content_type"`
	// Status is how far the approval has come.
	Status ApprovalStatus `json:"status"`
	// RejectionReason says in words why the template was rejected.
	RejectionReason string `json:"rejection_reason"`
	// AllowCategoryChange says whether WhatsApp may choose another category.
	AllowCategoryChange bool `json:"allow_category_change"`
	// Flows is the flow that a template of type [TypeFlows] has published, nil for others.
	Flows *ApprovalFlow `json:"flows"`
}

// An ApprovalFlow is the WhatsApp Flow behind a template of type [TypeFlows].
type ApprovalFlow struct {
	// ID identifies the flow.
	ID string `json:"id"`
	// Status is how far the flow has come: "DRAFT".
	Status string `json:"status"`
}

// ApprovalStatus is how far an approval has come.
type ApprovalStatus string

// The statuses. A template that was approved can be paused or disabled later, if its recipients
// complain.
const (
	ApprovalStatusUnsubmitted ApprovalStatus = "unsubmitted"
	ApprovalStatusReceived    ApprovalStatus = "received"
	ApprovalStatusPending     ApprovalStatus = "pending"
	ApprovalStatusApproved    ApprovalStatus = "approved"
	ApprovalStatusRejected    ApprovalStatus = "rejected"
	ApprovalStatusPaused      ApprovalStatus = "paused"
	ApprovalStatusDisabled    ApprovalStatus = "disabled"
)

// Category is what a template is for, which decides what WhatsApp charges for it.
type Category string

// The categories.
const (
	CategoryUtility        Category = "UTILITY"
	CategoryMarketing      Category = "MARKETING"
	CategoryAuthentication Category = "AUTHENTICATION"
)

// Approvals are a template's approvals, by channel. WhatsApp is the one channel that has any.
type Approvals struct {
	// SID is the template (HX…).
	SID string `json:"sid"`
	// AccountSID is the account that the template belongs to.
	AccountSID string `json:"account_sid"`
	// WhatsApp is what WhatsApp says of the template.
	WhatsApp Approval `json:"whatsapp"`
	// URL is the address of the approvals.
	URL string `json:"url"`
}

// CreateApprovalParams submit a template. Name and Category are required.
type CreateApprovalParams struct {
	// Name is what WhatsApp is to call the template: lower-case letters, digits and underscores.
	Name string `json:"name,omitempty"`
	// Category is what the template is for.
	Category Category `json:"category,omitempty"`
	// Extra holds members of the body that this version does not know. One of the same name as a
	// field above takes its place.
	Extra map[string]any `json:"-"`
}

// MarshalJSON writes the body with Extra in it.
func (p CreateApprovalParams) MarshalJSON() ([]byte, error) {
	type plain CreateApprovalParams
	return extra.Marshal(plain(p), p.Extra)
}

// ApprovalService submits one template for approval. It is reached by
// [TemplateService.Approvals].
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
type ApprovalService struct {
	client *twilio.Client
	path   twilio.Path
}

// Approvals returns the service for the approvals of the template with this SID (HX…).
func (s *TemplateService) Approvals(templateSID string) *ApprovalService {
	return &ApprovalService{client: s.client, path: s.path.ID(templateSID).Join("ApprovalRequests")}
}

// Create submits the template to WhatsApp. The answer's status is [ApprovalStatusReceived] as a
// rule: WhatsApp takes its time, and [ApprovalService.Get] tells what it decided.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *ApprovalService) Create(ctx context.Context, params *CreateApprovalParams) (*Approval, error) {
	return twilio.Post[Approval](ctx, s.client, s.path.Join("whatsapp"), twilio.JSON{Body: params})
}

// Get fetches how far the approvals have come. A template that was never submitted has the status
// [ApprovalStatusUnsubmitted]. The error matches [twilio.ErrNotFound] if there is no such
// template.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
func (s *ApprovalService) Get(ctx context.Context) (*Approvals, error) {
	return twilio.Get[Approvals](ctx, s.client, s.path, nil)
}
