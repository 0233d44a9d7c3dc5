package webhook

import "github.com/twiliokit/twiliokit/twilio"

// A ChatChannel is what the events of a channel tell about it.
type ChatChannel struct {
	ChatEvent
	// FriendlyName is the channel's name for people.
	FriendlyName string `param:"FriendlyName"`
	// UniqueName is the app's own name for it, by which it can be reached in place of the SID.
	UniqueName string `param:"UniqueName"`
	// ChannelType is who can find and join the channel. Events of an update may not say.
	ChannelType ChatChannelType `param:"ChannelType"`
	// CreatedBy is the identity of who made the channel.
	CreatedBy string `param:"CreatedBy"`
	// Attributes is the app's own JSON.
	Attributes JSON `param:"Attributes"`
}

// A ChatChannelType is who can find and join a channel.
type ChatChannelType string

// Who can find and join a channel.
const (
	ChatChannelTypePublic  ChatChannelType = "public"  // everybody
	ChatChannelTypePrivate ChatChannelType = "private" // who is invited
)

// ChatChannelChanges are what an answer to [ChatChannelAdd] and [ChatChannelUpdate] can change.
// What is nil stays as it is. The name is that of Conversations, which Chat is taken to share: see
// [ChatEvents].
type ChatChannelChanges struct {
	FriendlyName *string `json:"friendly_name,omitempty"`
}

// A ChatChannelAdd says that somebody is about to make a channel (onChannelAdd).
type ChatChannelAdd struct{ ChatChannel }

// AcceptWith lets the channel be made with changes.
func (*ChatChannelAdd) AcceptWith(changes ChatChannelChanges) Decision { return acceptWith(changes) }

// A ChatChannelAdded says that a channel was made (onChannelAdded).
type ChatChannelAdded struct {
	ChatChannel
	// ChannelSID identifies the channel: CH….
	ChannelSID  string      `param:"ChannelSid"`
	DateCreated twilio.Time `param:"DateCreated"`
}

// A ChatChannelUpdate says that somebody is about to change a channel (onChannelUpdate).
type ChatChannelUpdate struct {
	ChatChannel
	// ChannelSID identifies the channel: CH….
	ChannelSID  string      `param:"ChannelSid"`
	DateCreated twilio.Time `param:"DateCreated"`
}

// AcceptWith lets the channel be changed in another way.
func (*ChatChannelUpdate) AcceptWith(changes ChatChannelChanges) Decision { return acceptWith(changes) }

// A ChatChannelUpdated says that a channel was changed (onChannelUpdated).
type ChatChannelUpdated struct {
	ChatChannel
	// ChannelSID identifies the channel: CH….
	ChannelSID  string      `param:"ChannelSid"`
	DateCreated twilio.Time `param:"DateCreated"`
	DateUpdated twilio.Time `param:"DateUpdated"`
}

// A ChatChannelDestroy says that somebody is about to delete a channel (onChannelDestroy).
type ChatChannelDestroy struct {
	ChatChannel
	// ChannelSID identifies the channel: CH….
	ChannelSID  string      `param:"ChannelSid"`
	DateCreated twilio.Time `param:"DateCreated"`
}

// A ChatChannelDestroyed says that a channel was deleted (onChannelDestroyed).
type ChatChannelDestroyed struct {
	ChatChannel
	// ChannelSID identifies the channel: CH….
	ChannelSID    string      `param:"ChannelSid"`
	DateCreated   twilio.Time `param:"DateCreated"`
	DateDestroyed twilio.Time `param:"DateDestroyed"`
}
