package twiliotest_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// fileOf returns a file with a number and messages from alice, and its content after each of them.
func fileOf(tb testing.TB, messages int) (file string, after [][]byte) {
	tb.Helper()
	file = filepath.Join(tb.TempDir(), "state")
	tw := twiliotest.Start()
	defer tw.Close()
	if err := tw.KeepState(file); err != nil {
		tb.Fatal(err)
	}
	tw.AddNumber(shop)
	note := func() {
		content, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		after = append(after, content)
	}
	note()
	for i := range messages {
		tw.Phone(alice).Send(shop, fmt.Sprintf("message %d", i))
		note()
	}
	return file, after
}

// load returns the messages that the content of a file has.
func load(tb testing.TB, content []byte) ([]twiliotest.Message, error) {
	tb.Helper()
	file := filepath.Join(tb.TempDir(), "state")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		tb.Fatal(err)
	}
	tw := twiliotest.Start()
	defer tw.Close()
	if err := tw.KeepState(file); err != nil {
		left, failed := os.ReadFile(file)
		if failed != nil || !bytes.Equal(left, content) {
			tb.Errorf("the file was changed: %v", failed)
		}
		return nil, err
	}
	return tw.Messages(), nil
}

// whole sees to it that messages are the first ones of a file, with all that belongs to them.
func whole(t *testing.T, messages []twiliotest.Message) {
	t.Helper()
	for i, m := range messages {
		if want := fmt.Sprintf("message %d", i); m.Body != want || m.From != alice || m.To != shop || m.SID == "" || m.Created.IsZero() {
			t.Errorf("message %d is %+v", i, m)
		}
	}
}

// A file that was cut off has what was on disk before.
func TestStateCutOff(t *testing.T) {
	t.Parallel()
	_, after := fileOf(t, 3)
	for i := range after[1:] {
		before, next := after[i], after[i+1]
		for _, size := range []int{len(before), len(before) + 1, len(before) + 19, (len(before) + len(next)) / 2, len(next) - 1} {
			got, err := load(t, next[:size])
			if err != nil || len(got) != i {
				t.Errorf("%d of %d bytes: %d messages, want %d, %v", size, len(next), len(got), i, err)
			}
			whole(t, got)
		}
		if got, err := load(t, append(slices.Clone(before), make([]byte, 4096)...)); err != nil || len(got) != i {
			t.Errorf("zeros at the end: %d messages, want %d, %v", len(got), i, err)
		}
	}
	if got, err := load(t, nil); err != nil || len(got) != 0 {
		t.Errorf("an empty file: %v, %v", got, err)
	}
}

// A file that is damaged is refused, and says so.
func TestStateDamaged(t *testing.T) {
	t.Parallel()
	file, after := fileOf(t, 3)
	ended, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	good := after[0]
	for name, tt := range map[string]struct {
		content []byte
		want    string
	}{
		"another file":      {[]byte("Dear diary,\n"), "no file of an emulator's state"},
		"a later format":    {append([]byte("twiliotest state 2\n"), good[len("twiliotest state 1\n"):]...), "has the format"},
		"only a beginning":  {good[:40], "damaged"},
		"only a title":      {good[:23], "cut off"},
		"less than a title": {good[:10], "no file of an emulator's state"},
	} {
		if _, err := load(t, tt.content); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for at := len("twiliotest state 1\n") + 4; at < len(ended)-20; at += 31 { // all but the end mark
		content := slices.Clone(ended)
		content[at] ^= 0x10
		if _, err := load(t, content); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Fatalf("a bit of byte %d: %v", at, err)
		}
	}
}

func FuzzState(f *testing.F) {
	file, _ := fileOf(f, 3)
	ended, err := os.ReadFile(file)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("twiliotest state 1\n"), uint(0), uint(0), byte(0))
	f.Add([]byte{}, uint(0), uint(0), byte(0))
	f.Add([]byte{}, uint(100), uint(200), byte(4))
	f.Add([]byte{1, 2, 3}, uint(len(ended)-10), uint(0), byte(0))
	f.Fuzz(func(t *testing.T, more []byte, cut, at uint, flip byte) {
		content := append(slices.Clone(ended[:len(ended)-int(cut%uint(len(ended)))]), more...)
		if len(content) > 0 {
			content[at%uint(len(content))] ^= flip
		}
		if got, err := load(t, content); err == nil {
			whole(t, got)
		}
	})
}

func TestStateOfAnother(t *testing.T) {
	t.Parallel()
	file, _ := fileOf(t, 1)
	fail := func(tw *twiliotest.Twilio, file, want string) {
		t.Helper()
		defer tw.Close()
		if err := tw.KeepState(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	fail(twiliotest.Start(twiliotest.WithAccount("AC00000000000000000000000000000009", "token")), file, "of the account AC00000000000000000000000000000000")
	fail(twiliotest.Start(twiliotest.WithAccount("AC00000000000000000000000000000000", "token")), file, "another auth token")
	for _, number := range []channels.Address{shop, "whatsapp:" + shop} {
		used := twiliotest.Start()
		used.AddNumber(number)
		fail(used, file, "a state of its own")
	}
	fail(twiliotest.Start(), t.TempDir(), "")
	fail(twiliotest.Start(), filepath.Join(t.TempDir(), "no", "state"), "no such file")

	tw := twiliotest.New(t)
	if err := tw.KeepState(file); err != nil {
		t.Fatal(err)
	}
	if err := tw.KeepState(file + "2"); err == nil {
		t.Error("the state is kept twice")
	}
	if info, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != fs.FileMode(0o600) {
		t.Errorf("the file is %v, %v", info.Mode(), err)
	}
	if runtime.GOOS == "linux" || runtime.GOOS == "darwin" {
		fail(twiliotest.Start(), file, "another program")
	}
	tw.Close()
	tw.Close()
	again := twiliotest.New(t)
	if err := again.KeepState(file); err != nil {
		t.Error(err)
	}
}

// What cannot be written is not acknowledged: here a directory is where the file is to be begun anew
// once it is long.
func TestStateThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state")
	tw := twiliotest.New(t)
	if err := tw.KeepState(file); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(file, 0o700); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if failed := recover(); failed == nil || !strings.Contains(fmt.Sprint(failed), "cannot be kept") {
			t.Errorf("panic: %v", failed)
		}
		c := caller{t, tw}
		if status, answer := c.do(http.MethodPost, "https://messaging.twilio.com/v1/Services", "application/x-www-form-urlencoded", "FriendlyName=a"); status != http.StatusInternalServerError || !strings.Contains(answer, "cannot be kept") {
			t.Errorf("HTTP %d: %s", status, answer)
		}
	}()
	for range 8 {
		tw.Phone(alice).Send(tw.AddNumber(shop), "hi", twiliotest.Attach("image/png", make([]byte, 1<<20)))
	}
}

// Each method that changes the state has it on disk when it returns.
func TestMethodsSave(t *testing.T) {
	t.Parallel()
	// readers change nothing that is kept.
	readers := strings.Fields(`Twilio.AccountSID Twilio.Alerts Twilio.AuthToken Twilio.Changed Twilio.Client Twilio.Close
		Twilio.Dump Twilio.ExpectNoAlerts Twilio.FailNext Twilio.Faults Twilio.HTTPClient Twilio.HasNumber Twilio.Heal
		Twilio.Inject Twilio.KeepState Twilio.Message Twilio.Messages Twilio.Mount Twilio.Now Twilio.Numbers Twilio.OptedOut Twilio.Requests
		Twilio.RoundTrip Twilio.ServeHTTP Twilio.VerificationCode Twilio.Wait
		Phone.Address Phone.Expect Phone.ExpectMatch Phone.Last Phone.Messages Phone.Transcript Phone.Typing
		ChatUser.Identity ChatUser.Typing ConversationUser.Typing
		ConversationUser.Conversations ConversationUser.Identity ConversationUser.Messages ConversationUser.Transcript`)
	methods := map[string]*ast.FuncDecl{}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), source, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
				if star, ok := f.Recv.List[0].Type.(*ast.StarExpr); ok {
					methods[fmt.Sprint(star.X, ".", f.Name)] = f
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(methods)) {
		receiver, method, _ := strings.Cut(name, ".")
		if !slices.Contains([]string{"Twilio", "Phone", "ChatUser", "ConversationUser"}, receiver) || !ast.IsExported(method) {
			continue
		}
		if saves(methods, name, map[string]bool{}) == slices.Contains(readers, name) {
			t.Errorf("%s has to be among the readers or to save, and not both", name)
		}
	}
}

// saves reports whether a method calls mustSave, or another method of its receiver that does.
func saves(methods map[string]*ast.FuncDecl, name string, seen map[string]bool) bool {
	f := methods[name]
	if f == nil || seen[name] || f.Recv.List[0].Names == nil {
		return false
	}
	seen[name] = true
	receiver, _, _ := strings.Cut(name, ".")
	self, found := f.Recv.List[0].Names[0].Name, false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if s, ok := call.Fun.(*ast.SelectorExpr); ok {
			of, isName := s.X.(*ast.Ident)
			found = found || s.Sel.Name == "mustSave" || isName && of.Name == self && saves(methods, receiver+"."+s.Sel.Name, seen)
		}
		return true
	})
	return found
}
