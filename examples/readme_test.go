package examples_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var goBlock = regexp.MustCompile("(?s)```go\n(.*?)```")

// TestReadmeCompiles builds README's Go code, so that what a newcomer copies works.
func TestReadmeCompiles(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := goBlock.FindAllStringSubmatch(string(readme), -1)
	if len(blocks) == 0 {
		t.Fatal("README.md has no Go code")
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	// An overlay lets the code stand in the module without a file in the tree.
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	overlayFile := filepath.Join(t.TempDir(), "overlay.json")
	var builds [][]string
	for i, block := range blocks {
		dir := fmt.Sprintf("readme%d", i)
		name, build := "main.go", []string{"build"}
		if strings.Contains(block[1], "testing.T") {
			name, build = "readme_test.go", []string{"test", "-c", "-vet=off"}
		}
		source := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(source, []byte(block[1]), 0o600); err != nil {
			t.Fatal(err)
		}
		overlay.Replace[filepath.Join(root, "examples", dir, name)] = source
		builds = append(builds, append(build, "-overlay", overlayFile, "-o", os.DevNull, "./examples/"+dir))
	}
	b, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(overlayFile, b, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range builds {
		cmd := exec.CommandContext(t.Context(), "go", args...)
		cmd.Dir = root
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("go %s: %v\n%s", args[0], err, out)
		}
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
