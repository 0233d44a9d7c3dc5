package examples_test

import (
	"bytes"
	"encoding/json"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var goBlock = regexp.MustCompile("(?s)```go\n(.*?)```")

// TestReadmeRuns builds README's program with README's test of it, and runs the test, so that what
// a newcomer copies works.
func TestReadmeRuns(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := goBlock.FindAllStringSubmatch(string(readme), -1)
	if len(blocks) != 2 {
		t.Fatalf("README.md has %d blocks of Go code, want a program and its test", len(blocks))
	}
	pkg, err := filepath.Abs("readme")
	if err != nil {
		t.Fatal(err)
	}
	// An overlay lets the code stand in the module without a file in the tree.
	tmp := t.TempDir()
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for i, name := range []string{"main.go", "main_test.go"} {
		code := []byte(blocks[i][1])
		if formatted, err := format.Source(code); err != nil || !bytes.Equal(formatted, code) {
			t.Errorf("README's %s is not formatted: %v", name, err)
		}
		source := filepath.Join(tmp, name)
		if err := os.WriteFile(source, code, 0o600); err != nil {
			t.Fatal(err)
		}
		overlay.Replace[filepath.Join(pkg, name)] = source
	}
	b, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	overlayFile, binary := filepath.Join(tmp, "overlay.json"), filepath.Join(tmp, "readme.test.exe")
	if err := os.WriteFile(overlayFile, b, 0o600); err != nil {
		t.Fatal(err)
	}
	// Neither vet nor go test itself can work in a folder that does not exist, the binary can.
	build := exec.CommandContext(t.Context(), "go", "test", "-c", "-vet=off", "-overlay", overlayFile, "-o", binary, "./readme")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	out, err := exec.CommandContext(t.Context(), binary, "-test.v").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS") {
		t.Errorf("README's test: %v\n%s", err, out)
	}
}

// TestReadmeCommands holds README's first screen to the two commands that a newcomer needs.
func TestReadmeCommands(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	screen := strings.Join(strings.SplitN(string(readme), "\n", 25)[:24], "\n")
	for _, command := range []string{"go run ./examples/quickstart", "go test ./..."} {
		if !strings.Contains(screen, command) {
			t.Errorf("README's first screen lacks %q", command)
		}
	}
}
