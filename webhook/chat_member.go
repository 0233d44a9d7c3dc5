package webhook

import "github.com/twiliokit/twiliokit/twilio"

// A ChatMember is what the events of a member of a channel tell about them.
type ChatMember struct {
	ChatEvent
	// ChannelSID is the channel: CH….
	ChannelSID string `param:"ChannelSid"`
	// Identity is the user that is, or is to be, a member.
	Identity string `param:"Identity"`
	// RoleSID is what the member may do: RL….
	RoleSID string `param:"RoleSid"`
	// Reason is how it came about.
	Reason ChatMemberReason `param:"Reason"`
}

// A ChatMemberReason is how somebody came to be a member, or ceased to be one.
type ChatMemberReason string

// How somebody came, or went.
const (
	ChatMemberReasonAdded   ChatMemberReason = "ADDED"   // somebody else added them
	ChatMemberReasonJoined  ChatMemberReason = "JOINED"  // they joined
	ChatMemberReasonRemoved ChatMemberReason = "REMOVED" // somebody else removed them
	ChatMemberReasonLeft    ChatMemberReason = "LEFT"    // they left
)

// A ChatMemberAdd says that somebody is about to become a member (onMemberAdd).
type ChatMemberAdd struct{ ChatMember }

// A ChatMemberAdded says that somebody became a member (onMemberAdded).
type ChatMemberAdded struct {
	ChatMember
	// MemberSID identifies the member: MB….
	MemberSID   string      `param:"MemberSid"`
	DateCreated twilio.Time `param:"DateCreated"`
}

// A ChatMemberUpdate says that a member is about to be changed (onMemberUpdate). Twilio does not
// list its parameters; these are what the other events of members have, and Raw has the rest.
type ChatMemberUpdate struct {
	ChatMember
	// MemberSID identifies the member: MB….
	MemberSID string `param:"MemberSid"`
	// Attributes is the app's own JSON.
	Attributes  JSON        `param:"Attributes"`
	DateCreated twilio.Time `param:"DateCreated"`
	DateUpdated twilio.Time `param:"DateUpdated"`
}

// A ChatMemberUpdated says that a member was changed (onMemberUpdated). Its parameters are as
// little known as those of [ChatMemberUpdate].
type ChatMemberUpdated struct {
	ChatMember
	// MemberSID identifies the member: MB….
	MemberSID string `param:"MemberSid"`
	// Attributes is the app's own JSON.
	Attributes  JSON        `param:"Attributes"`
	DateCreated twilio.Time `param:"DateCreated"`
	DateUpdated twilio.Time `param:"DateUpdated"`
}

// A ChatMemberRemove says that somebody is about to cease to be a member (onMemberRemove).
type ChatMemberRemove struct {
	ChatMember
	// MemberSID identifies the member: MB….
	MemberSID string `param:"MemberSid"`
}

// A ChatMemberRemoved says that somebody ceased to be a member (onMemberRemoved).
type ChatMemberRemoved struct {
	ChatMember
	// MemberSID identifies the member: MB….
	MemberSID string `param:"MemberSid"`
	// Attributes is the app's own JSON.
	Attributes  JSON        `param:"Attributes"`
	DateCreated twilio.Time `param:"DateCreated"`
	DateRemoved twilio.Time `param:"DateRemoved"`
}
