package conversations

import (
	"context"
	"encoding/json"
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// CreateConversationWithParticipantsParams are a new conversation and who takes part in it.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-with-participants-resource
type CreateConversationWithParticipantsParams struct {
	CreateConversationParams
	// Participants are up to 10.
	Participants NewParticipants `url:"Participant,omitempty"`
}

// NewParticipants are those who take part in a conversation from its beginning.
type NewParticipants []CreateParticipantParams

// EncodeValues writes each participant as a JSON text, which is how the API takes several. It is
// called while parameters are encoded. The names in a participant's Extra are members of the JSON,
// in small letters: "role_sid".
func (p NewParticipants) EncodeValues(key string, v *url.Values) error {
	for _, params := range p {
		b, err := json.Marshal(newParticipant(params))
		if err != nil {
			return err
		}
		v.Add(key, string(b))
	}
	return nil
}

// newParticipant is the JSON of a participant. Its keys are sorted by encoding/json.
func newParticipant(p CreateParticipantParams) map[string]any {
	binding := map[string]any{}
	for name, a := range map[string]channels.Address{
		"address": p.Address, "proxy_address": p.ProxyAddress, "projected_address": p.ProjectedAddress,
	} {
		if a != "" {
			binding[name] = a
		}
	}
	body := map[string]any{}
	if len(binding) > 0 {
		body["messaging_binding"] = binding
	}
	for name, text := range map[string]string{
		"identity": p.Identity, "role_sid": p.RoleSID, "attributes": p.Attributes,
		"date_created": p.DateCreated.String(), "date_updated": p.DateUpdated.String(),
	} {
		if text != "" {
			body[name] = text
		}
	}
	for name, values := range p.Extra {
		if len(values) == 1 {
			body[name] = values[0]
		} else {
			body[name] = values
		}
	}
	return body
}

// CreateWithParticipants makes a conversation with everybody in it, in one call. It is the safer way
// to a group MMS, which is told apart from others by who is in it.
//
// Twilio checks everything and makes the conversation before it answers, and adds the participants
// afterwards. Until then the conversation is in [ConversationStateInitializing] and cannot be
// changed or written to; it turns active once it is ready, and closed if a participant could not be
// added. [WebhookEventConversationStateUpdated] tells of either, as does [ConversationService.Get].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-with-participants-resource
func (s *ConversationService) CreateWithParticipants(ctx context.Context, params *CreateConversationWithParticipantsParams, options ...twilio.CallOption) (*Conversation, error) {
	return twilio.Post[Conversation](ctx, s.client, s.withParticipants, params, options...)
}
