package twiliotest_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// chatPath returns the path of something below a service.
func chatPath(service string, segments ...string) twilio.Path {
	p := twilio.At("chat", "v2", "Services").ID(service)
	for i, s := range segments {
		if i%2 == 0 {
			p = p.Join(s)
		} else {
			p = p.ID(s)
		}
	}
	return p
}

func TestChatRefusals(t *testing.T) {
	t.Parallel()
	const (
		post, get, remove = http.MethodPost, http.MethodGet, http.MethodDelete
		bad, gone         = http.StatusBadRequest, http.StatusNotFound
		clash, forbidden  = http.StatusConflict, http.StatusForbidden
	)
	const nobody = "CH00000000000000000000000000ffffff"
	tw, api, service := newChat(t)
	ctx, client := t.Context(), tw.Client()
	newChannel(t, api, service, chat.CreateChannelParams{UniqueName: "general"})
	newChannel(t, api, service, chat.CreateChannelParams{UniqueName: "full"})
	succeed(t)(api.Services.Update(ctx, service, &chat.UpdateServiceParams{LimitChannelMembers: 1, LimitUserChannels: 1}))
	succeed(t)(tw.ChatUser(service, "bob").Join("full"))
	tw.ChatUser(service, "carol")
	succeed(t)(api.Channels(service).Invites("general").Create(ctx, &chat.CreateInviteParams{Identity: "carol"}))
	for range 5 {
		succeed(t)(api.Channels(service).Webhooks("full").Create(ctx, &chat.CreateChannelWebhookParams{
			Type: chat.WebhookTypeTrigger, URL: "https://app.example/", Triggers: []string{"help"},
		}))
	}
	sent := tw.AddChatMedia(service, chat.MessageMedia{ContentType: "image/png"})
	m, err := api.Channels(service).Messages("full").Create(ctx, &chat.CreateMessageParams{MediaSID: sent})
	if err != nil {
		t.Fatal(err)
	}
	s, err := api.Services.Get(ctx, service)
	if err != nil {
		t.Fatal(err)
	}
	long, spacious := strings.Repeat("x", 33<<10), strings.Repeat("x", 65)
	hooks := chatPath(service, "Channels", "general", "Webhooks")
	members, general := chatPath(service, "Channels", "general", "Members"), chatPath(service, "Channels", "general")
	for name, tt := range map[string]struct {
		method string
		path   twilio.Path
		params string
		status int
		code   twilio.ErrorCode
	}{
		"no service":             {get, chatPath("IS1"), "", gone, 20404},
		"in no service":          {get, chatPath("IS1", "Channels"), "", gone, 20404},
		"made in no service":     {post, chatPath("IS1", "Channels"), "", gone, chat.ErrServiceNotFound},
		"no channel":             {get, chatPath(service, "Channels", nobody), "", gone, 20404},
		"sent to no channel":     {post, chatPath(service, "Channels", nobody, "Messages"), "Body=hi", gone, chat.ErrChannelNotFound},
		"no message":             {post, chatPath(service, "Channels", "general", "Messages", "IM1"), "Body=hi", gone, 20404},
		"no member":              {remove, chatPath(service, "Channels", "general", "Members", "zoe"), "", gone, 20404},
		"no user":                {get, chatPath(service, "Users", "zoe", "Channels"), "", gone, 20404},
		"not their channel":      {get, chatPath(service, "Users", "bob", "Channels", "general"), "", gone, 20404},
		"no role":                {get, chatPath(service, "Roles", "RL1"), "", gone, 20404},
		"no invite":              {remove, chatPath(service, "Channels", "general", "Invites", "IN1"), "", gone, 20404},
		"no webhook":             {get, chatPath(service, "Channels", "general", "Webhooks", "WH1"), "", gone, 20404},
		"no binding":             {get, chatPath(service, "Users", "bob", "Bindings", "BS1"), "", gone, 20404},
		"service without name":   {post, twilio.At("chat", "v2", "Services"), "", bad, 20001},
		"limit too large":        {post, chatPath(service), "Limits.ChannelMembers=1001", bad, 50061},
		"limit of none":          {post, chatPath(service), "Limits.UserChannels=0", bad, 50060},
		"too many retries":       {post, chatPath(service), "PreWebhookRetryCount=4", bad, 50065},
		"no such event":          {post, chatPath(service), "WebhookFilters=onMessage", bad, 50054},
		"no such method":         {post, chatPath(service), "WebhookMethod=PUT", bad, 50055},
		"no URL before":          {post, chatPath(service), "PreWebhookUrl=app", bad, 50077},
		"no URL after":           {post, chatPath(service), "PostWebhookUrl=app", bad, 50078},
		"default of wrong type":  {post, chatPath(service), "DefaultServiceRoleSid=" + s.DefaultChannelRoleSID, gone, 50102},
		"default of no role":     {post, chatPath(service), "DefaultChannelCreatorRoleSid=RL1", gone, 50106},
		"role without name":      {post, chatPath(service, "Roles"), "Type=channel&Permission=sendMessage", bad, 20001},
		"role without power":     {post, chatPath(service, "Roles"), "FriendlyName=a&Type=channel", bad, 20001},
		"role of no type":        {post, chatPath(service, "Roles"), "FriendlyName=a&Type=user&Permission=sendMessage", bad, 50105},
		"role of another type":   {post, chatPath(service, "Roles"), "FriendlyName=a&Type=deployment&Permission=sendMessage", bad, chat.ErrPermissionNotFound},
		"user again":             {post, chatPath(service, "Users"), "Identity=bob", clash, chat.ErrUserExists},
		"user of no identity":    {post, chatPath(service, "Users"), "", bad, 20001},
		"user like a SID":        {post, chatPath(service, "Users"), "Identity=US00000000000000000000000000000001", bad, 50206},
		"user called system":     {post, chatPath(service, "Users"), "Identity=system", bad, 50203},
		"user of no role":        {post, chatPath(service, "Users"), "Identity=dan&RoleSid=RL1", gone, chat.ErrRoleNotFound},
		"user of a channel role": {post, chatPath(service, "Users"), "Identity=dan&RoleSid=" + s.DefaultChannelRoleSID, gone, 50102},
		"name taken":             {post, chatPath(service, "Channels"), "UniqueName=general", clash, chat.ErrUniqueNameExists},
		"name taken later":       {post, chatPath(service, "Channels", "full"), "UniqueName=general", clash, chat.ErrUniqueNameExists},
		"name like a SID":        {post, chatPath(service, "Channels"), "UniqueName=" + nobody, bad, chat.ErrUniqueNameInvalid},
		"unique name too long":   {post, chatPath(service, "Channels"), "UniqueName=" + spacious, bad, 50004},
		"name too long":          {post, chatPath(service, "Channels"), "FriendlyName=" + spacious, bad, 50003},
		"no JSON":                {post, chatPath(service, "Channels"), "Attributes={", bad, chat.ErrAttributesInvalid},
		"too much JSON":          {post, general, "Attributes=" + `"` + long + `"`, bad, chat.ErrAttributesTooLong},
		"no type":                {post, chatPath(service, "Channels"), "Type=secret", bad, 20001},
		"no date":                {post, chatPath(service, "Channels"), "DateCreated=today", bad, 50308},
		"no date of change":      {post, general, "DateUpdated=today", bad, 50309},
		"member again":           {post, chatPath(service, "Channels", "full", "Members"), "Identity=bob", clash, chat.ErrMemberExists},
		"one member too many":    {post, chatPath(service, "Channels", "full", "Members"), "Identity=carol", forbidden, chat.ErrChannelMemberLimit},
		"one channel too many":   {post, members, "Identity=bob", forbidden, chat.ErrUserChannelLimit},
		"member of no identity":  {post, members, "", bad, 20001},
		"member of a user role":  {post, members, "Identity=dan&RoleSid=" + s.DefaultServiceRoleSID, gone, 50101},
		"member like a SID":      {post, members, "Identity=US00000000000000000000000000000001", bad, 50206},
		"no index":               {post, members, "Identity=dan&LastConsumedMessageIndex=one", bad, 50406},
		"no moment":              {post, members, "Identity=dan&LastConsumptionTimestamp=now", bad, 50405},
		"body too long":          {post, chatPath(service, "Channels", "general", "Messages"), "Body=" + long, bad, chat.ErrMessageBodyTooLong},
		"no media":               {post, chatPath(service, "Channels", "general", "Messages"), "MediaSid=ME00000000000000000000000000ffffff", gone, 50507},
		"no SID of media":        {post, chatPath(service, "Channels", "general", "Messages"), "MediaSid=owl", bad, 50510},
		"media again":            {post, chatPath(service, "Channels", "general", "Messages"), "MediaSid=" + sent, bad, 50508},
		"text for media":         {post, chatPath(service, "Channels", "full", "Messages", m.SID), "Body=hi", bad, 50509},
		"no order":               {get, chatPath(service, "Channels", "general", "Messages"), "Order=up", bad, 20001},
		"invite nobody knows":    {post, chatPath(service, "Channels", "general", "Invites"), "Identity=zoe", gone, 20404},
		"invite again":           {post, chatPath(service, "Channels", "general", "Invites"), "Identity=carol", clash, chat.ErrUserAlreadyInvited},
		"invite a member":        {post, chatPath(service, "Channels", "full", "Invites"), "Identity=bob", clash, chat.ErrMemberExists},
		"invite of no identity":  {post, chatPath(service, "Channels", "full", "Invites"), "", bad, 20001},
		"no level":               {post, chatPath(service, "Users", "bob", "Channels", "full"), "NotificationLevel=loud", bad, 50210},
		"no service of pushes":   {get, chatPath(service, "Bindings"), "BindingType=pigeon", bad, 50209},
		"a sixth webhook":        {post, chatPath(service, "Channels", "full", "Webhooks"), "Type=trigger&Configuration.Url=https://app.example/&Configuration.Triggers=a", forbidden, chat.ErrTooManyWebhooks},
		"webhook of no type":     {post, hooks, "Configuration.Url=https://app.example/", bad, 20001},
		"webhook of odd type":    {post, hooks, "Type=pigeon", bad, 50324},
		"webhook of no URL":      {post, hooks, "Type=webhook&Configuration.Filters=onMessageSent", bad, 50329},
		"webhook of no filter":   {post, hooks, "Type=webhook&Configuration.Url=https://app.example/", bad, 50330},
		"webhook before things":  {post, hooks, "Type=webhook&Configuration.Url=https://app.example/&Configuration.Filters=onMessageSend", bad, 50325},
		"webhook of no trigger":  {post, hooks, "Type=trigger&Configuration.Url=https://app.example/", bad, 50331},
		"webhook of 6 triggers":  {post, hooks, "Type=trigger&Configuration.Url=https://app.example/" + strings.Repeat("&Configuration.Triggers=a", 6), bad, chat.ErrTooManyTriggers},
		"webhook of no flow":     {post, hooks, "Type=studio", bad, 50327},
		"webhook of 4 retries":   {post, hooks, "Type=studio&Configuration.RetryCount=4", bad, 50065},
		"credential of no type":  {post, twilio.At("chat", "v2", "Credentials"), "", bad, 20001},
		"credential of no key":   {post, twilio.At("chat", "v2", "Credentials"), "Type=apn&Certificate=c", bad, 20001},
		"migration to nothing":   {post, twilio.At("chat", "v3", "Services").ID(service).Join("Channels").ID("general"), "", bad, 50347},
		"migration to no pool":   {post, twilio.At("chat", "v3", "Services").ID(service).Join("Channels").ID("general"), "MessagingServiceSid=MG00000000000000000000000000ffffff", bad, 50342},
		"migration to no SID":    {post, twilio.At("chat", "v3", "Services").ID(service).Join("Channels").ID("general"), "MessagingServiceSid=pool", bad, 50341},
	} {
		params, err := url.ParseQuery(tt.params)
		if err != nil {
			t.Fatal(err)
		}
		switch tt.method {
		case get:
			_, err = twilio.Get[object](ctx, client, tt.path, params)
		case post:
			_, err = twilio.Post[object](ctx, client, tt.path, params)
		default:
			err = twilio.Delete(ctx, client, tt.path)
		}
		wantRefusal(t, name, err, tt.status, tt.code)
	}
}

// TestWhatUsersMayNot has people try what their roles do not permit.
func TestWhatUsersMayNot(t *testing.T) {
	t.Parallel()
	const gone, forbidden = http.StatusNotFound, http.StatusForbidden
	tw, api, service := newChat(t)
	ctx := t.Context()
	alice, bob := tw.ChatUser(service, "alice"), tw.ChatUser(service, "bob")
	admin := tw.ChatUser(service, "admin")
	roles, err := twilio.Collect(api.Roles(service).List(ctx, nil), 0)
	if err != nil {
		t.Fatal(err)
	}
	succeed(t)(api.Users(service).Update(ctx, "admin", &chat.UpdateUserParams{RoleSID: roles[0].SID}))
	succeed(t)(alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "talk"}))
	succeed(t)(alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "secret", Type: chat.ChannelTypePrivate}))
	succeed(t)(alice.Join("talk"))
	succeed(t)(alice.Send("talk", "hi"))

	for name, tt := range map[string]struct {
		do     func() error
		status int
		code   twilio.ErrorCode
	}{
		"write from outside":      {func() error { _, err := bob.Send("talk", "hi"); return err }, forbidden, chat.ErrNotMember},
		"read from outside":       {func() error { _, err := bob.Messages("talk"); return err }, forbidden, chat.ErrNotMember},
		"say to have read":        {func() error { return bob.Read("talk", 0) }, forbidden, chat.ErrNotMember},
		"leave from outside":      {func() error { return bob.Leave("talk") }, forbidden, chat.ErrNotMember},
		"join what is not seen":   {func() error { _, err := bob.Join("secret"); return err }, gone, chat.ErrChannelNotFound},
		"accept no invite":        {func() error { _, err := bob.Accept("talk"); return err }, gone, 50601},
		"decline no invite":       {func() error { return bob.Decline("talk") }, gone, 50601},
		"invite from outside":     {func() error { _, err := bob.Invite("talk", "admin"); return err }, forbidden, chat.ErrUnauthorized},
		"add from outside":        {func() error { _, err := bob.Add("talk", "bob"); return err }, forbidden, chat.ErrUnauthorized},
		"remove from outside":     {func() error { return bob.Remove("talk", "alice") }, forbidden, chat.ErrUnauthorized},
		"destroy from outside":    {func() error { return bob.DestroyChannel("talk") }, forbidden, chat.ErrUnauthorized},
		"rename from outside":     {func() error { return rename(bob, "talk") }, forbidden, chat.ErrUnauthorized},
		"edit from outside":       {func() error { _, err := bob.Edit("talk", 0, "!"); return err }, forbidden, chat.ErrUnauthorized},
		"edit attributes outside": {func() error { _, err := bob.EditAttributes("talk", 0, "{}"); return err }, forbidden, chat.ErrUnauthorized},
		"edit into no JSON":       {func() error { _, err := alice.EditAttributes("talk", 0, "{"); return err }, http.StatusBadRequest, chat.ErrAttributesInvalid},
		"send no JSON":            {func() error { _, err := alice.SendAttributes("talk", "hi", "{"); return err }, http.StatusBadRequest, chat.ErrAttributesInvalid},
		"edit what is not there":  {func() error { _, err := alice.Edit("talk", 7, "!"); return err }, gone, chat.ErrMessageNotFound},
		"invite nobody":           {func() error { _, err := alice.Invite("talk", "zoe"); return err }, gone, chat.ErrUserNotFound},
		"remove nobody":           {func() error { return alice.Remove("talk", "zoe") }, gone, chat.ErrMemberNotFound},
		"join twice":              {func() error { _, err := alice.Join("talk"); return err }, http.StatusConflict, chat.ErrMemberExists},
		"change another's name":   {func() error { return call(bob, "alice") }, forbidden, chat.ErrUnauthorized},
		"change nobody's name":    {func() error { return call(admin, "zoe") }, gone, chat.ErrUserNotFound},
		"take a role":             {func() error { return promote(bob, roles[0].SID) }, forbidden, 50205},
		"admins do not say hello": {func() error { _, err := admin.Send("talk", "hi"); return err }, forbidden, chat.ErrNotMember},
	} {
		wantRefusal(t, name, tt.do(), tt.status, tt.code)
	}

	// An admin of the service may all that.
	for name, do := range map[string]func() error{
		"rename": func() error { return rename(admin, "secret") },
		"edit":   func() error { _, err := admin.Edit("talk", 0, "hello"); return err },
		"add":    func() error { _, err := admin.Add("talk", "bob"); return err },
		"call":   func() error { return call(admin, "alice") },
	} {
		if err := do(); err != nil {
			t.Errorf("an admin: %s: %v", name, err)
		}
	}

	// Who may not write here any longer is told so.
	mute, err := api.Roles(service).Create(ctx, &chat.CreateRoleParams{
		FriendlyName: "listener", Type: chat.RoleTypeChannel, Permission: []chat.Permission{chat.ChannelPermissionLeaveChannel},
	})
	if err != nil {
		t.Fatal(err)
	}
	succeed(t)(bob.Send("talk", "hi"))
	succeed(t)(api.Channels(service).Members("talk").Update(ctx, "bob", &chat.UpdateMemberParams{RoleSID: mute.SID}))
	_, err = bob.Send("talk", "hi?")
	wantRefusal(t, "write as a listener", err, forbidden, chat.ErrUnauthorized)
	_, err = bob.SendMedia("talk", chat.MessageMedia{ContentType: "image/png"})
	wantRefusal(t, "send a file as a listener", err, forbidden, chat.ErrUnauthorized)
	succeed(t)(api.Roles(service).Update(ctx, mute.SID, &chat.UpdateRoleParams{Permission: []chat.Permission{chat.ChannelPermissionSendMessage}}))
	succeed(t)(bob.Send("talk", "hi!"))
	wantRefusal(t, "leave without permission", bob.Leave("talk"), forbidden, chat.ErrUnauthorized)
}

func rename(u *twiliotest.ChatUser, channel string) error {
	_, err := u.UpdateChannel(channel, &chat.UpdateChannelParams{FriendlyName: new("renamed")})
	return err
}

func call(u *twiliotest.ChatUser, identity string) error {
	_, err := u.UpdateUser(identity, &chat.UpdateUserParams{FriendlyName: new("named")})
	return err
}

func promote(u *twiliotest.ChatUser, role string) error {
	_, err := u.UpdateUser(u.Identity(), &chat.UpdateUserParams{RoleSID: role})
	return err
}

// TestWhatUsersMay has people do what is left.
func TestWhatUsersMay(t *testing.T) {
	t.Parallel()
	tw, api, service := newChat(t)
	ctx := t.Context()
	alice, bob := tw.ChatUser(service, "alice"), tw.ChatUser(service, "bob")
	succeed(t)(alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "talk", Type: chat.ChannelTypePrivate}))
	succeed(t)(alice.Join("talk"))
	succeed(t)(alice.Invite("talk", "bob"))
	if err := bob.Decline("talk"); err != nil {
		t.Error(err)
	}
	if got := bob.Channels(); len(got) != 0 {
		t.Errorf("bob declined, and has %+v", got)
	}
	succeed(t)(alice.Invite("talk", "bob"))
	succeed(t)(bob.Join("talk")) // which is as good as to accept
	invites, err := twilio.Collect(api.Channels(service).Invites("talk").List(ctx, nil), 0)
	if err != nil || len(invites) != 0 {
		t.Errorf("invites that are left: %v, %v", invites, err)
	}
	succeed(t)(alice.UpdateMember("talk", "bob", `{"seat":1}`))
	_, err = bob.UpdateMember("talk", "alice", `{"seat":2}`)
	wantRefusal(t, "change another member", err, http.StatusForbidden, chat.ErrUnauthorized)
	_, err = alice.UpdateMember("talk", "zoe", `{"seat":2}`)
	wantRefusal(t, "change nobody", err, http.StatusNotFound, chat.ErrMemberNotFound)
	succeed(t)(bob.SendAttributes("talk", "hi", `{"mood":"good"}`))
	m, err := alice.EditAttributes("talk", 0, `{"mood":"bad"}`)
	if err != nil || m.Attributes != `{"mood":"bad"}` || m.Body != "hi" || m.LastUpdatedBy != "alice" {
		t.Errorf("%+v, %v", m, err)
	}
	_, err = bob.UpdateChannel("talk", &chat.UpdateChannelParams{Attributes: "{}"})
	wantRefusal(t, "change a channel", err, http.StatusForbidden, chat.ErrUnauthorized)
	succeed(t)(alice.UpdateChannel("talk", &chat.UpdateChannelParams{Attributes: `{"a":1}`}))
	if err := alice.Remove("talk", "bob"); err != nil {
		t.Error(err)
	}
	if got := bob.Transcript("talk"); got != "" {
		t.Errorf("bob was removed, and sees %q", got)
	}
	s, err := api.Services.Get(ctx, service)
	if err != nil {
		t.Fatal(err)
	}
	if err := api.Roles(service).Delete(ctx, s.DefaultChannelCreatorRoleSID); err != nil {
		t.Fatal(err)
	}
	_, err = alice.Send("talk", "hi")
	wantRefusal(t, "do what a role that is gone permitted", err, http.StatusForbidden, chat.ErrUnauthorized)
	if err := api.Services.Delete(ctx, service); err != nil {
		t.Fatal(err)
	}
	_, err = alice.Join("talk")
	wantRefusal(t, "join in a service that is gone", err, http.StatusNotFound, chat.ErrServiceNotFound)
}

func TestChatUsersThatCannotBe(t *testing.T) {
	t.Parallel()
	tw, _, service := newChat(t)
	for name, try := range map[string]func(){
		"no service":  func() { tw.ChatUser("IS1", "alice") },
		"no identity": func() { tw.ChatUser(service, "") },
		"no media":    func() { tw.AddChatMedia("IS1", chat.MessageMedia{}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			try()
		}()
	}
}

// No parameters are empty parameters, as in the API's calls.
func TestUsersWithoutParameters(t *testing.T) {
	t.Parallel()
	tw, _, service := newChat(t)
	alice := tw.ChatUser(service, "alice")
	ch, err := alice.CreateChannel(nil)
	if err != nil {
		t.Fatal(err)
	}
	succeed(t)(alice.Join(ch.SID))
	if got, err := alice.UpdateChannel(ch.SID, nil); err != nil || got.SID != ch.SID || got.FriendlyName != "" {
		t.Errorf("updated %+v, %v", got, err)
	}
	if got, err := alice.UpdateUser("alice", nil); err != nil || got.Identity != "alice" {
		t.Errorf("updated %+v, %v", got, err)
	}
}
