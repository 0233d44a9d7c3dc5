package twiliotest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

// xml answers with a document as it stands.
func xml(document string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		_, _ = io.WriteString(w, document)
	})
}

// mounted returns an emulator with handlers at paths of https://app.example, and a number whose
// messages go to /sms.
func mounted(t *testing.T, handlers map[string]http.Handler, options ...twiliotest.NumberOption) *twiliotest.Twilio {
	t.Helper()
	tw, mux := twiliotest.New(t), http.NewServeMux()
	for path, h := range handlers {
		mux.Handle(path, h)
	}
	tw.Mount("https://app.example", mux)
	tw.AddNumber(shop, append([]twiliotest.NumberOption{twiliotest.OnMessage("https://app.example/sms")}, options...)...)
	return tw
}

func TestTwiMLIsCarriedOut(t *testing.T) {
	t.Parallel()
	handlers := map[string]http.Handler{
		"/text":  http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "plain") }),
		"/empty": xml(`<Response/>`),
		"/none":  http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }),
		"/two":   xml(`<Response><Message>one</Message><!-- c --><Message><Body>t</Body><Body>wo</Body></Message></Response>`),
		"/after": xml(`<Response><Redirect>/two</Redirect><Message>never</Message></Response>`),
		"/action": xml(`<Response><Message action="/acted?x=1" method="GET">sent first</Message>` +
			`<Message>never</Message></Response>`),
		"/acted": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			q := r.URL.Query()
			twiml.Reply(r.Method+" "+q.Get("x")+" "+q.Get("MessageStatus")+" "+q.Get("From")).ServeHTTP(w, r)
		}),
		"/sms-verb": xml(`<Response><Sms>old</Sms></Response>`),
	}
	for path, want := range map[string]string{
		"/text": "< plain\n", "/empty": "", "/none": "", "/two": "< one\n< two\n", "/after": "< one\n< two\n",
		"/action": "< sent first\n< GET 1 sent " + alice + "\n", "/sms-verb": "< old\n",
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			tw := mounted(t, handlers)
			tw.AddNumber(shop, twiliotest.OnMessage("https://app.example"+path))
			tw.Phone(alice).Send(shop, "hi")
			if diff := cmp.Diff("> hi\n"+want, tw.Phone(alice).Transcript()); diff != "" {
				t.Errorf("transcript (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFailuresReachTheDebuggerAndTheFallback(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		app  http.Handler
		code twilio.ErrorCode
	}{
		"status 500":   {http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }), twilio.ErrHTTPRetrieval},
		"not XML":      {xml("hello"), twilio.ErrDocumentParse},
		"wrong root":   {xml("<Answer/>"), twilio.ErrRootNotResponse},
		"wrong type":   {http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Type", "image/png") }), twilio.ErrInvalidContentType},
		"too long":     {xml(strings.Repeat(" ", 70_000)), 11750},
		"panic":        {http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("oops") }), twilio.ErrHTTPConnection},
		"redirect off": {http.RedirectHandler("https://elsewhere.example/", http.StatusFound), twilio.ErrHTTPBadHost},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var fallback url.Values
			tw := mounted(t, map[string]http.Handler{
				"/sms": tt.app,
				"/fallback": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					_ = r.ParseForm()
					fallback = r.PostForm
					twiml.Reply("sorry").ServeHTTP(w, r)
				}),
			}, twiliotest.OnFailure("https://app.example/fallback"))
			tw.Phone(alice).Send(shop, "hi")
			if got := tw.Alerts(); len(got) != 1 || got[0].Code != tt.code {
				t.Errorf("alerts: %v, want one with code %d", got, tt.code)
			}
			if fallback.Get("ErrorCode") != fmt.Sprint(int(tt.code)) || fallback.Get("ErrorUrl") != "https://app.example/sms" || fallback.Get("Body") != "hi" {
				t.Errorf("fallback got %v", fallback)
			}
			if last, _ := tw.Phone(alice).Last(); last.Body != "sorry" {
				t.Errorf("the phone shows %q", last.Body)
			}
		})
	}
}

func TestSlowAppIsGivenUpAfter15Seconds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := mounted(t, map[string]http.Handler{
			"/sms": http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				<-r.Context().Done() // as a real server sees it when Twilio hangs up
			}),
			"/fallback": twiml.Reply("sorry"),
		}, twiliotest.OnFailure("https://app.example/fallback"))
		start := time.Now()
		tw.Phone(alice).Send(shop, "hi")
		if took := time.Since(start); took != 15*time.Second {
			t.Errorf("gave up after %v, want 15s", took)
		}
		if last, _ := tw.Phone(alice).Last(); last.Body != "sorry" {
			t.Errorf("the phone shows %q", last.Body)
		}
	})
}

func TestEndlessDocumentsAndRepliesAreBounded(t *testing.T) {
	t.Parallel()
	tw := mounted(t, map[string]http.Handler{
		"/sms":  xml(`<Response><Redirect/></Response>`),
		"/loop": http.RedirectHandler("/loop", http.StatusTemporaryRedirect),
		"/many": xml("<Response>" + strings.Repeat("<Message>x</Message>", 12) + "</Response>"),
	})
	phone := tw.Phone(alice)
	x := phone.Send(shop, "hi")
	if len(x.Requests) != 50 {
		t.Errorf("%d documents fetched, want 50", len(x.Requests))
	}
	tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/loop"))
	phone.Send(shop, "hi")
	tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/many"))
	if x = phone.Send(shop, "hi"); len(x.Replies) != 10 {
		t.Errorf("%d replies, want 10", len(x.Replies))
	}
	codes := map[twilio.ErrorCode]bool{}
	for _, a := range tw.Alerts() {
		codes[a.Code] = true
	}
	for _, want := range []twilio.ErrorCode{twilio.ErrDocumentRetrievalLimit, twilio.ErrHTTPTooManyRedirects, twilio.ErrReplyLimit} {
		if !codes[want] {
			t.Errorf("no alert with code %d", want)
		}
	}
}

func TestCookiesLastFourHoursPerPair(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := mounted(t, map[string]http.Handler{
			"/sms": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				n := 0
				if c, err := r.Cookie("n"); err == nil {
					_, _ = fmt.Sscan(c.Value, &n)
				}
				http.SetCookie(w, &http.Cookie{Name: "n", Value: fmt.Sprint(n + 1)})
				twiml.Reply(fmt.Sprint(n)).ServeHTTP(w, r)
			}),
		})
		a, b := tw.Phone(alice), tw.Phone("+15558675311")
		a.Send(shop, "hi")
		b.Send(shop, "hi")
		time.Sleep(4 * time.Hour)
		a.Send(shop, "hi")
		time.Sleep(4*time.Hour + time.Second)
		a.Send(shop, "hi")
		if diff := cmp.Diff("> hi\n< 0\n> hi\n< 1\n> hi\n< 0\n", a.Transcript()); diff != "" {
			t.Errorf("alice (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff("> hi\n< 0\n", b.Transcript()); diff != "" {
			t.Errorf("bob (-want +got):\n%s", diff)
		}
	})
}

func TestMediaGoesRound(t *testing.T) {
	t.Parallel()
	tw := mounted(t, map[string]http.Handler{
		"/owl": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			_, _ = io.WriteString(w, "an owl")
		}),
		"/sms": xml(`<Response><Message><Media>/owl</Media></Message></Response>`),
	})
	client, phone := tw.Client(), tw.Phone(alice)
	x := phone.Send(shop, "look", twiliotest.Attach("image/jpeg", []byte("a photo")))
	if last, _ := phone.Last(); len(last.Media) != 1 || string(last.Media[0].Data) != "an owl" || last.Media[0].ContentType != "image/png" {
		t.Errorf("the phone shows %+v", last)
	}
	given := x.Requests[0].Params
	if given.Get("NumMedia") != "1" || given.Get("MediaContentType0") != "image/jpeg" {
		t.Errorf("webhook got %v", given)
	}
	download := func(d *twilio.Download, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(d)
		if err = errors.Join(err, d.Close()); err != nil {
			t.Fatal(err)
		}
		return d.ContentType + " " + string(b)
	}
	if got := download(client.Messages.DownloadMedia(t.Context(), given.Get("MediaUrl0"), 0)); got != "image/jpeg a photo" {
		t.Errorf("downloaded %q", got)
	}
	media := client.Messages.Media(x.Message.SID)
	list, err := twilio.Collect(media.List(t.Context(), nil), 0)
	if err != nil || len(list) != 1 {
		t.Fatalf("media: %v, %v", list, err)
	}
	if got := download(media.Download(t.Context(), list[0].SID, 0)); got != "image/jpeg a photo" {
		t.Errorf("downloaded %q", got)
	}
	if err := media.Delete(t.Context(), list[0].SID); err != nil {
		t.Error(err)
	}
	if _, err := media.Get(t.Context(), list[0].SID); !errors.Is(err, twilio.ErrNotFound) {
		t.Errorf("get after delete: %v", err)
	}
	if _, err := media.Download(t.Context(), list[0].SID, 0); !errors.Is(err, twilio.ErrNotFound) {
		t.Errorf("download after delete: %v", err)
	}
}

func TestWhatsAppParameters(t *testing.T) {
	t.Parallel()
	tw := mounted(t, map[string]http.Handler{"/sms": twiml.NewResponse()})
	to := tw.AddNumber(channels.WhatsApp(shop), twiliotest.OnMessageGet("https://app.example/sms?shop=1"))
	phone := tw.Phone(channels.WhatsApp(alice))
	phone.SetProfile("Alice")
	x := phone.Send(to, "hi", twiliotest.Param("ButtonPayload", "yes"))
	r := x.Requests[0]
	got := map[string]string{"method": r.Method}
	for _, name := range []string{"From", "To", "WaId", "ProfileName", "MessageType", "ButtonPayload", "NumSegments", "SmsStatus"} {
		got[name] = r.Params.Get(name)
	}
	want := map[string]string{
		"method": "GET", "From": "whatsapp:" + alice, "To": "whatsapp:" + shop, "WaId": "15558675310",
		"ProfileName": "Alice", "MessageType": "button", "ButtonPayload": "yes", "NumSegments": "1", "SmsStatus": "received",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parameters (-want +got):\n%s", diff)
	}
}

func TestMessageToNobodyIsLost(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	x := tw.Phone(alice).Send("+15550000000", "hello?")
	if len(x.Requests)+len(x.Replies) != 0 || len(tw.Messages()) != 0 {
		t.Errorf("something came of it: %+v", x)
	}
}

func TestSignaturesAreValidWhateverTheURL(t *testing.T) {
	t.Parallel()
	for _, target := range []string{
		"https://app.example",
		"https://app.example/",
		"http://app.example:8080/sms",
		"https://app.example:8443/sms?shop=1&shop=2&q=it's+%27quoted%27",
		"https://app.example/a%2Fb/%C3%A9?x=%20y",
		"https://[2001:db8::1]/sms",
		"https://app.example/sms#rc=2&rp=all",
	} {
		for method, option := range map[string]func(string) twiliotest.NumberOption{
			http.MethodPost: twiliotest.OnMessage, http.MethodGet: twiliotest.OnMessageGet,
		} {
			t.Run(method+" "+target, func(t *testing.T) {
				t.Parallel()
				tw := twiliotest.New(t)
				validator, err := webhook.NewValidator(tw.AuthToken())
				if err != nil {
					t.Fatal(err)
				}
				u, err := url.Parse(target)
				if err != nil {
					t.Fatal(err)
				}
				var got *webhook.IncomingMessage
				tw.Mount(u.Scheme+"://"+u.Host, webhook.Messages(validator,
					func(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
						got = m
						return nil, nil
					}))
				tw.AddNumber(shop, option(target))
				tw.Phone(alice).Send(shop, "it's 50% \"é\" & more; ok?", twiliotest.Param("Extra", "b"), twiliotest.Param("Extra", "a"))
				if alerts := tw.Alerts(); len(alerts) > 0 {
					t.Fatal(alerts)
				}
				if got == nil || got.Body != "it's 50% \"é\" & more; ok?" {
					t.Errorf("the handler got %+v", got)
				}
			})
		}
	}
}
