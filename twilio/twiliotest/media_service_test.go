package twiliotest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

const mediaService = "https://mcs.us1.twilio.com"

// keptFile is what the media service answers for a file.
type keptFile struct {
	SID         string  `json:"sid"`
	Size        int     `json:"size"`
	ContentType string  `json:"content_type"`
	Filename    string  `json:"filename"`
	Author      string  `json:"author"`
	ChannelSID  *string `json:"channel_sid"`
	MessageSID  *string `json:"message_sid"`
	Links       struct {
		Content string `json:"content"`
		Direct  string `json:"content_direct_temporary"`
	} `json:"links"`
}

// exchange sends a request to the emulator and returns the status and the body of the answer.
func exchange(t *testing.T, tw *twiliotest.Twilio, method, target, contentType, body string, signedIn bool) (status int, is, answer string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	must(t, err)
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	if signedIn {
		r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
	}
	resp, err := tw.HTTPClient().Do(r)
	must(t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	must(t, err)
	return resp.StatusCode, resp.Header.Get("Content-Type"), string(b)
}

func file(t *testing.T, answer string) *keptFile {
	t.Helper()
	f := &keptFile{}
	must(t, json.Unmarshal([]byte(answer), f))
	return f
}

// A file that the app uploads goes out with a message, and one that comes in can be had, with
// credentials or for five minutes without.
func TestFilesOfConversations(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		talk, err := w.api.Conversations.Get(t.Context(), w.open)
		must(t, err)
		media := mediaService + "/v1/Services/" + talk.ChatServiceSID + "/Media"
		status, _, answer := exchange(t, w.tw, http.MethodPost, media+"?Filename=menu.pdf", "application/pdf", "the menu", true)
		sent := file(t, answer)
		if status != http.StatusCreated || sent.Size != 8 || sent.Filename != "menu.pdf" || sent.MessageSID != nil {
			t.Fatalf("HTTP %d: %s", status, answer)
		}
		m, err := w.api.Conversations.Messages(w.open).Create(t.Context(), &newMessage{MediaSID: sent.SID})
		must(t, err)
		w.customer.Expect(t, "[application/pdf]")
		_, _, answer = exchange(t, w.tw, http.MethodGet, media+"/"+sent.SID, "", "", true)
		if got := file(t, answer); got.MessageSID == nil || *got.MessageSID != m.SID || *got.ChannelSID != w.open {
			t.Errorf("after it was sent: %s", answer)
		}

		w.customer.Send(w.number, "Look", twiliotest.Attach("image/png", []byte("a photo")))
		page, err := w.api.Conversations.Messages(w.open).ListPage(t.Context(), nil)
		must(t, err)
		_, _, answer = exchange(t, w.tw, http.MethodGet, media+"/"+page.Items[1].Media[0].SID, "", "", true)
		came := file(t, answer)
		if came.Author != string(w.customer.Address()) || came.ContentType != "image/png" || came.Size != 7 {
			t.Errorf("what came in: %s", answer)
		}
		read := func(target string, signedIn bool) string {
			status, is, body := exchange(t, w.tw, http.MethodGet, target, "", "", signedIn)
			if status != http.StatusOK {
				return http.StatusText(status)
			}
			return is + " " + body
		}
		at := []string{
			read(came.Links.Direct, false), read(mediaService+came.Links.Content, true), read(mediaService+came.Links.Content, false),
			read(strings.Replace(came.Links.Direct, came.SID, sent.SID, 1), false),
		}
		time.Sleep(5 * time.Minute)
		at = append(at, read(came.Links.Direct, false), read(media+"/ME00000000000000000000000000000000", true), read(media[:len(media)-len("/Media")-1]+"x/Media/"+sent.SID, true))
		if diff := cmp.Diff([]string{
			"image/png a photo", "image/png a photo", "Unauthorized", "Forbidden", "Forbidden", "Not Found", "Not Found",
		}, at); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		for name, tt := range map[string]struct{ target, contentType, body string }{
			"no type": {media, "", "x"}, "no file": {media, "text/plain", ""}, "no service": {mediaService + "/v1/Services/IS00000000000000000000000000000000" + "/Media", "text/plain", "x"},
		} {
			if status, _, _ := exchange(t, w.tw, http.MethodPost, tt.target, tt.contentType, tt.body, true); status != http.StatusBadRequest && status != http.StatusNotFound {
				t.Errorf("%s: HTTP %d", name, status)
			}
		}
	})
}

// Chat's files are had in the same way.
func TestFilesOfChat(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	api := chat.New(tw.Client())
	s, err := api.Services.Create(t.Context(), &chat.CreateServiceParams{FriendlyName: "shop"})
	must(t, err)
	ch, err := api.Channels(s.SID).Create(t.Context(), nil)
	must(t, err)
	media := mediaService + "/v1/Services/" + s.SID + "/Media"
	_, _, answer := exchange(t, tw, http.MethodPost, media, "image/png", "a photo", true)
	f := file(t, answer)
	m, err := api.Channels(s.SID).Messages(ch.SID).Create(t.Context(), &chat.CreateMessageParams{MediaSID: f.SID})
	must(t, err)
	if diff := cmp.Diff(&chat.MessageMedia{SID: f.SID, Size: 7, ContentType: "image/png"}, m.Media); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, _, answer = exchange(t, tw, http.MethodGet, media+"/"+f.SID, "", "", true)
	if got := file(t, answer); got.MessageSID == nil || *got.MessageSID != m.SID {
		t.Errorf("after it was sent: %s", answer)
	}
	if _, _, content := exchange(t, tw, http.MethodGet, f.Links.Direct, "", "", false); content != "a photo" {
		t.Errorf("content %q", content)
	}
	if status, _, _ := exchange(t, tw, http.MethodGet, media+"/"+tw.AddChatMedia(s.SID, chat.MessageMedia{Size: 5})+"/Content", "", "", true); status != http.StatusNotFound {
		t.Errorf("a file without content: HTTP %d", status)
	}
}

// People at their apps see who is writing, for a while or until they have written.
func TestSeenTyping(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.listen(t, ok, allEvents...)
		w.add(t, &newParticipant{Identity: "bob"})
		alice, bob, carol := w.tw.ConversationUser("", "alice"), w.tw.ConversationUser("", "bob"), w.tw.ConversationUser("", "carol")
		w.tw.Wait()
		told := len(w.tw.Requests())
		must(t, alice.Type(w.open))
		must(t, bob.Type(w.open))
		wantRefusal(t, "a stranger", carol.Type(w.open), http.StatusForbidden, 50430)
		seen := [][]string{alice.Typing(w.open), bob.Typing(w.open), carol.Typing(w.open)}
		w.tw.Wait()
		if n := len(w.tw.Requests()); n != told {
			t.Errorf("webhooks are told %d times", n-told)
		}
		_, err := alice.Send(w.open, "Hi")
		must(t, err)
		seen = append(seen, bob.Typing(w.open))
		time.Sleep(5*time.Second - time.Nanosecond)
		seen = append(seen, alice.Typing(w.open))
		time.Sleep(time.Nanosecond)
		seen = append(seen, alice.Typing(w.open))
		if diff := cmp.Diff([][]string{{"bob"}, {"alice"}, nil, nil, {"bob"}, nil}, seen); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestSeenTypingInChat(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		api := chat.New(tw.Client())
		s, err := api.Services.Create(t.Context(), &chat.CreateServiceParams{FriendlyName: "shop"})
		must(t, err)
		_, err = api.Services.Update(t.Context(), s.SID, &chat.UpdateServiceParams{TypingIndicatorTimeout: new(twilio.Seconds(2))})
		must(t, err)
		ch, err := api.Channels(s.SID).Create(t.Context(), nil)
		must(t, err)
		for _, who := range []string{"alice", "bob"} {
			_, err = api.Channels(s.SID).Members(ch.SID).Create(t.Context(), &chat.CreateMemberParams{Identity: who})
			must(t, err)
		}
		alice, bob := tw.ChatUser(s.SID, "alice"), tw.ChatUser(s.SID, "bob")
		must(t, alice.Type(ch.SID))
		must(t, bob.Type(ch.SID))
		wantRefusal(t, "a stranger", tw.ChatUser(s.SID, "carol").Type(ch.SID), http.StatusForbidden, chat.ErrNotMember)
		_, err = bob.Send(ch.SID, "Hi")
		must(t, err)
		seen := [][]string{alice.Typing(ch.SID), bob.Typing(ch.SID)}
		time.Sleep(2 * time.Second)
		seen = append(seen, bob.Typing(ch.SID))
		if diff := cmp.Diff([][]string{nil, {"alice"}, nil}, seen); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
