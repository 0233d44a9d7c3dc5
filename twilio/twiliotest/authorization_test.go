package twiliotest_test

import (
	"crypto/md5"
	"crypto/sha256"
	"fmt"
	"hash"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// digestResponse is what a server expects, by RFC 7616 with a qop and by RFC 2069 without.
func digestResponse(newHash func() hash.Hash, session bool, user, realm, password, nonce, nc, cnonce, qop, method, uri string) string {
	h := func(s string) string {
		sum := newHash()
		_, _ = sum.Write([]byte(s))
		return fmt.Sprintf("%x", sum.Sum(nil))
	}
	a1 := h(user + ":" + realm + ":" + password)
	if session {
		a1 = h(a1 + ":" + nonce + ":" + cnonce)
	}
	if qop == "" {
		return h(a1 + ":" + nonce + ":" + h(method+":"+uri))
	}
	return h(a1 + ":" + nonce + ":" + nc + ":" + cnonce + ":" + qop + ":" + h(method+":"+uri))
}

// The examples of RFC 7616, section 3.9.1, hold the test's own server to the standard.
func TestDigestServerIsThatOfTheStandard(t *testing.T) {
	t.Parallel()
	for want, newHash := range map[string]func() hash.Hash{
		"8ca523f5e9506fed4657c9700eebdbec":                                 md5.New,
		"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1": sha256.New,
	} {
		got := digestResponse(newHash, false, "Mufasa", "http-auth@example.org", "Circle of Life",
			"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "00000001", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
			"auth", "GET", "/dir/index.html")
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

var digestParam = regexp.MustCompile(`(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))`)

// guarded is an app that answers only those who know the password of a user.
type guarded struct {
	challenges     []string
	user, password string
	seen           []string // of Authorization
	tokens         map[string]bool
}

func (g *guarded) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	given := r.Header.Get("Authorization")
	g.seen = append(g.seen, given)
	g.tokens[r.Header.Get("I-Twilio-Idempotency-Token")] = true
	if !g.admits(r, given) {
		for _, c := range g.challenges {
			w.Header().Add("WWW-Authenticate", c)
		}
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	twiml.Reply("welcome").ServeHTTP(w, r)
}

func (g *guarded) admits(r *http.Request, given string) bool {
	if user, password, ok := r.BasicAuth(); ok {
		return user == g.user && password == g.password
	}
	if !strings.HasPrefix(given, "Digest ") {
		return false
	}
	p := map[string]string{}
	for _, m := range digestParam.FindAllStringSubmatch(given, -1) {
		p[m[1]] = strings.ReplaceAll(m[2], `\`, "") + m[3]
	}
	newHash := md5.New
	if strings.HasPrefix(p["algorithm"], "SHA-256") {
		newHash = sha256.New
	}
	want := digestResponse(newHash, strings.HasSuffix(p["algorithm"], "-sess"), g.user, `the "shop"`, g.password,
		"n,1", p["nc"], p["cnonce"], p["qop"], r.Method, r.RequestURI)
	return p["response"] == want && p["username"] == g.user && p["uri"] == r.RequestURI && p["nonce"] == "n,1" && p["opaque"] == "o"
}

func TestCredentialsAreSentOnceAskedFor(t *testing.T) {
	t.Parallel()
	const shopRealm = `realm="the \"shop\"", nonce="n,1", opaque="o"`
	for name, tt := range map[string]struct {
		challenges []string
		starts     string // how the second Authorization begins, "" if there is none
	}{
		"Basic":             {[]string{`Basic realm="shop"`}, "Basic "},
		"Digest MD5":        {[]string{`Digest ` + shopRealm + `, qop="auth", algorithm=MD5`}, "Digest "},
		"no algorithm":      {[]string{`digest ` + shopRealm + `, qop="auth-int, auth"`}, "Digest "},
		"Digest SHA-256":    {[]string{`Digest ` + shopRealm + `, qop="auth", algorithm=SHA-256`}, "Digest "},
		"Digest of 2069":    {[]string{`Digest ` + shopRealm}, "Digest "},
		"of a session":      {[]string{`Digest ` + shopRealm + `, qop="auth", algorithm=SHA-256-sess`}, "Digest "},
		"session, no qop":   {[]string{`Digest ` + shopRealm + `, algorithm=MD5-sess`}, "Digest "},
		"several":           {[]string{`Basic realm="a, b", Digest ` + shopRealm + `, qop=auth`}, "Digest "},
		"several headers":   {[]string{`Negotiate`, `Basic realm=shop`}, "Basic "},
		"unknown algorithm": {[]string{`Digest ` + shopRealm + `, qop="auth", algorithm=SHA-512-256`}, ""},
		"unknown scheme":    {[]string{`Bearer`}, ""},
		"auth-int":          {[]string{`Digest ` + shopRealm + `, qop="auth-int"`}, ""},
		"no challenge":      {nil, ""},
	} {
		for method, option := range map[string]func(string) twiliotest.NumberOption{
			http.MethodPost: twiliotest.OnMessage, http.MethodGet: twiliotest.OnMessageGet,
		} {
			t.Run(name+" "+method, func(t *testing.T) {
				t.Parallel()
				app := &guarded{challenges: tt.challenges, user: "ann", password: "p:ss/w", tokens: map[string]bool{}}
				tw := mounted(t, map[string]http.Handler{"/": app}, option("https://ann:p%3Ass%2Fw@app.example/sms?x=1"))
				tw.Phone(alice).Send(shop, "hi")
				if tt.starts == "" {
					if len(app.seen) != 1 || app.seen[0] != "" {
						t.Errorf("the app was given %q", app.seen)
					}
					if got := tw.Alerts(); len(got) != 1 || got[0].Code != twilio.ErrHTTPRetrieval || got[0].Status != http.StatusUnauthorized {
						t.Errorf("alerts: %+v", got)
					}
					return
				}
				if len(app.seen) != 2 || app.seen[0] != "" || !strings.HasPrefix(app.seen[1], tt.starts) || len(app.tokens) != 1 {
					t.Errorf("the app was given %q and %d tokens", app.seen, len(app.tokens))
				}
				if diff := cmp.Diff("> hi\n< welcome\n", tw.Phone(alice).Transcript()); diff != "" || len(tw.Alerts()) > 0 {
					t.Errorf("alerts %v, transcript (-want +got):\n%s", tw.Alerts(), diff)
				}
			})
		}
	}
}

func TestStrongestDigestIsAnswered(t *testing.T) {
	t.Parallel()
	const rest = `realm="the \"shop\"", nonce="n,1", opaque="o", qop="auth"`
	app := &guarded{
		challenges: []string{"Basic realm=x", "Digest " + rest + ", algorithm=MD5", "Digest " + rest + ", algorithm=SHA-256"},
		user:       "ann", password: "secret", tokens: map[string]bool{},
	}
	tw := mounted(t, map[string]http.Handler{"/": app}, twiliotest.OnMessage("https://ann:secret@app.example/"))
	tw.Phone(alice).Send(shop, "hi")
	if len(app.seen) != 2 || !strings.Contains(app.seen[1], "algorithm=SHA-256") {
		t.Errorf("the app was given %q", app.seen)
	}
}

func TestWrongPasswordIsAnAlertThatHidesIt(t *testing.T) {
	t.Parallel()
	app := &guarded{challenges: []string{"Basic realm=x"}, user: "ann", password: "right", tokens: map[string]bool{}}
	tw := mounted(t, map[string]http.Handler{"/": app}, twiliotest.OnMessage("https://ann:wrong@app.example/"))
	tw.Phone(alice).Send(shop, "hi")
	if got := tw.Alerts(); len(app.seen) != 2 || len(got) != 1 || got[0].Status != http.StatusUnauthorized || strings.Contains(got[0].String(), "wrong") {
		t.Errorf("%d calls, alerts %v", len(app.seen), got)
	}
	if strings.Contains(tw.Dump(), "wrong") {
		t.Errorf("the story tells the password:\n%s", tw.Dump())
	}
}

func FuzzChallenge(f *testing.F) {
	for _, seed := range []string{
		`Basic realm="a, b"`, `Digest realm="r", nonce="n", qop="auth,auth-int", algorithm=MD5, opaque=""`,
		`Negotiate a==, Basic`, `Digest realm="\`, `=`, `Digest ="`, ",, ,", `Basic realm = x`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		tw, given := twiliotest.New(t), []string{}
		tw.Mount("https://app.example/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			given = append(given, r.Header.Get("Authorization"))
			w.Header()["Www-Authenticate"] = []string{header}
			w.WriteHeader(http.StatusUnauthorized)
		}))
		tw.AddNumber(shop, twiliotest.OnMessage("https://ann:secret@app.example/"))
		tw.Phone(alice).Send(shop, "hi")
		if len(given) == 0 || len(given) > 2 || given[0] != "" || len(tw.Alerts()) != 1 {
			t.Errorf("the app was given %q", given)
		}
		if len(given) == 2 && !strings.HasPrefix(given[1], "Basic ") && !strings.HasPrefix(given[1], "Digest ") {
			t.Errorf("the app was given %q", given[1])
		}
	})
}
