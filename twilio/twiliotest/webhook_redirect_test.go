package twiliotest_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

func TestRedirectsKeepMethodParametersAndSignature(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for method, option := range map[string]func(string) twiliotest.NumberOption{
			http.MethodPost: twiliotest.OnMessage, http.MethodGet: twiliotest.OnMessageGet,
		} {
			t.Run(fmt.Sprint(status, " ", method), func(t *testing.T) {
				t.Parallel()
				tw := twiliotest.New(t)
				validator, err := webhook.NewValidator(tw.AuthToken())
				if err != nil {
					t.Fatal(err)
				}
				mux, saw, query := http.NewServeMux(), "", ""
				mux.HandleFunc("/old", func(w http.ResponseWriter, r *http.Request) {
					http.Redirect(w, r, "https://new.example/sms?"+r.URL.RawQuery, status)
				})
				mux.Handle("/sms", webhook.Messages(validator, func(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
					return twiml.Reply(m.Body), nil
				}))
				seen := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					saw, query = r.Method, r.URL.RawQuery
					mux.ServeHTTP(w, r)
				})
				tw.Mount("https://old.example/", seen)
				tw.Mount("https://new.example/", seen)
				tw.AddNumber(shop, option("https://old.example/old?shop=1"))
				x := tw.Phone(alice).Send(shop, "it's me & co")
				if last, _ := tw.Phone(alice).Last(); last.Body != "it's me & co" || len(tw.Alerts()) > 0 {
					t.Errorf("the phone shows %q, alerts %v", last.Body, tw.Alerts())
				}
				want := method
				if status < 307 {
					want = http.MethodGet
				}
				if saw != want {
					t.Errorf("the app saw %s, want %s", saw, want)
				}
				if bodies := strings.Count(query, "Body="); (want == http.MethodGet) != (bodies == 1) {
					t.Errorf("%d texts in the query of a %s", bodies, want)
				}
				if len(x.Requests) != 1 || x.Requests[0].Status != http.StatusOK {
					t.Errorf("requests: %+v", x.Requests)
				}
			})
		}
	}
}

func TestRedirectsThatLeadNowhere(t *testing.T) {
	t.Parallel()
	for location, want := range map[string]twilio.ErrorCode{
		"":                        11216,
		"mailto:shop@app.example": 11216,
		"http://%zz/":             11216,
		"https:///":               11216,
		"https://gone.example/":   twilio.ErrHTTPBadHost,
		"/sms":                    twilio.ErrHTTPTooManyRedirects,
	} {
		t.Run(location, func(t *testing.T) {
			t.Parallel()
			tw := mounted(t, map[string]http.Handler{
				"/sms": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Location", location)
					w.WriteHeader(http.StatusTemporaryRedirect)
				}),
				"/fallback": twiml.Reply("sorry"),
			}, twiliotest.OnFailure("https://app.example/fallback"))
			tw.Phone(alice).Send(shop, "hi")
			if diff := cmp.Diff([]twilio.ErrorCode{want}, codes(tw)); diff != "" {
				t.Errorf("alerts (-want +got):\n%s", diff)
			}
			if last, _ := tw.Phone(alice).Last(); last.Body != "sorry" {
				t.Errorf("the phone shows %q", last.Body)
			}
		})
	}
	t.Run("300", func(t *testing.T) {
		t.Parallel()
		tw := mounted(t, map[string]http.Handler{"/sms": http.RedirectHandler("/elsewhere", http.StatusMultipleChoices)})
		tw.Phone(alice).Send(shop, "hi")
		if got := tw.Alerts(); len(got) != 1 || got[0].Code != 11216 || got[0].Status != http.StatusMultipleChoices {
			t.Errorf("alerts: %+v", got)
		}
	})
}

func TestTenRedirectsAreFollowed(t *testing.T) {
	t.Parallel()
	for hops, want := range map[int]string{10: "> hi\n< there\n", 11: "> hi\n"} {
		handlers := map[string]http.Handler{fmt.Sprintf("/%d", hops): twiml.Reply("there")}
		for i := range hops {
			handlers[fmt.Sprintf("/%d", i)] = http.RedirectHandler(fmt.Sprintf("/%d", i+1), http.StatusPermanentRedirect)
		}
		tw := mounted(t, handlers, twiliotest.OnMessage("https://app.example/0"))
		tw.Phone(alice).Send(shop, "hi")
		if diff := cmp.Diff(want, tw.Phone(alice).Transcript()); diff != "" {
			t.Errorf("%d redirects (-want +got):\n%s", hops, diff)
		}
	}
}

// An answer that has not changed since is not sent again.
func TestAnswersToGetAreKept(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		header, value, asked, method, cache string
		full                                int // answers of three
	}{
		"ETag":                 {"ETag", `"v1"`, "If-None-Match", "GET", "", 1},
		"Last-Modified":        {"Last-Modified", "Mon, 02 Jan 2006 15:04:05 GMT", "If-Modified-Since", "GET", "", 1},
		"POST":                 {"ETag", `"v1"`, "If-None-Match", "POST", "", 3},
		"no-store":             {"ETag", `"v1"`, "If-None-Match", "GET", "private, No-Store", 3},
		"nothing to ask after": {"X-Other", "v1", "If-None-Match", "GET", "", 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			full, visits := 0, 0
			// The document leads to another, and that back to it, until it has been asked for thrice.
			tw := mounted(t, map[string]http.Handler{
				"/sms": xml(`<Response><Redirect method="` + tt.method + `">/kept</Redirect></Response>`),
				"/kept": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					visits++
					w.Header().Set(tt.header, tt.value)
					w.Header().Set("Cache-Control", tt.cache)
					if r.Header.Get(tt.asked) == tt.value {
						w.WriteHeader(http.StatusNotModified)
						return
					}
					full++
					xml(`<Response><Message>kept</Message><Redirect>/again</Redirect></Response>`).ServeHTTP(w, r)
				}),
				"/again": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if visits == 3 {
						twiml.NewResponse().ServeHTTP(w, r)
						return
					}
					xml(`<Response><Redirect method="`+tt.method+`">/kept</Redirect></Response>`).ServeHTTP(w, r)
				}),
			})
			x := tw.Phone(alice).Send(shop, "hi")
			if diff := cmp.Diff("> hi\n< kept\n< kept\n< kept\n", tw.Phone(alice).Transcript()); diff != "" || len(tw.Alerts()) > 0 {
				t.Errorf("alerts %v, transcript (-want +got):\n%s", tw.Alerts(), diff)
			}
			if full != tt.full || visits != 3 {
				t.Errorf("%d of %d answers in full, want %d of 3", full, visits, tt.full)
			}
			if got := x.Requests[3]; tt.full == 1 && (got.Status != http.StatusNotModified || !strings.Contains(got.Body, "kept")) {
				t.Errorf("the second answer is %+v", got)
			}
		})
	}
}

func TestNotModifiedThatNobodyAskedFor(t *testing.T) {
	t.Parallel()
	tw := mounted(t, map[string]http.Handler{
		"/sms": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }),
	})
	tw.Phone(alice).Send(shop, "hi")
	if diff := cmp.Diff([]twilio.ErrorCode{twilio.ErrHTTPRetrieval}, codes(tw)); diff != "" {
		t.Errorf("alerts (-want +got):\n%s", diff)
	}
}
