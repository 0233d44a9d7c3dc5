// Command doclinks fails if a doc comment links to something that is not there: [X], [X.Y] or
// [pkg.X.Y] that names nothing, which go doc shows in brackets and says nothing about.
//
//	go run -C .ci/tools ./doclinks ../..
//
// It reads the packages of one module, given by its folder, and what they link to in that module
// and in the standard library. Links into other modules are not followed.
package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/doc"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"io/fs"
	"log"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("doclinks: ")
	if len(os.Args) != 2 {
		log.Fatal("usage: doclinks folder-of-a-module")
	}
	m, err := readModule(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	dead := 0
	for _, p := range m.packages {
		for _, d := range p.dead(m) {
			fmt.Println(d)
			dead++
		}
	}
	if dead > 0 {
		log.Fatalf("%d links lead nowhere", dead)
	}
	if m.links == 0 {
		log.Fatal("there is not one link to check")
	}
	fmt.Printf("%d links in %d packages\n", m.links, len(m.packages))
}

// A module is what is checked.
type module struct {
	path     string
	packages []*pkg
	byPath   map[string]*pkg // the standard library's among them; nil for what is not there
	links    int             // found so far
}

type pkg struct {
	fset  *token.FileSet
	files []*ast.File
	doc   *doc.Package
}

var moduleLine = regexp.MustCompile(`(?m)^module\s+(\S+)`)

func readModule(root string) (*module, error) {
	b, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return nil, err
	}
	line := moduleLine.FindSubmatch(b)
	if line == nil {
		return nil, errors.New("go.mod does not name the module")
	}
	m := &module{path: string(line[1]), byPath: map[string]*pkg{}}
	err = filepath.WalkDir(root, func(dir string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		relative, err := filepath.Rel(root, dir)
		if err != nil {
			return err
		}
		if name := d.Name(); relative != "." {
			_, err := os.Stat(filepath.Join(dir, "go.mod"))
			if err == nil || name == "testdata" || name[0] == '.' || name[0] == '_' {
				return filepath.SkipDir
			}
		}
		p, err := readPackage(dir, path.Join(m.path, filepath.ToSlash(relative)))
		if err != nil || p == nil {
			return err
		}
		m.packages = append(m.packages, p)
		m.byPath[p.doc.ImportPath] = p
		return nil
	})
	return m, err
}

// readPackage reads the package in a folder, nil if there is none.
func readPackage(dir, importPath string) (*pkg, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	p := &pkg{fset: token.NewFileSet()}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(p.fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		if len(p.files) == 0 || f.Name.Name == p.files[0].Name.Name {
			p.files = append(p.files, f)
		}
	}
	if len(p.files) == 0 {
		return nil, nil // a folder need not hold a package
	}
	p.doc, err = doc.NewFromFiles(p.fset, p.files, importPath, doc.AllDecls|doc.PreserveAST)
	return p, err
}

// find returns a package by its path, nil if it is not there. Of other modules' it knows nothing.
func (m *module) find(importPath string) (p *pkg, known bool) {
	if p, ok := m.byPath[importPath]; ok {
		return p, true
	}
	first, _, _ := strings.Cut(importPath, "/")
	switch {
	case importPath == m.path || strings.HasPrefix(importPath, m.path+"/"):
	case strings.Contains(first, "."):
		return nil, false
	default:
		p, _ = readPackage(filepath.Join(build.Default.GOROOT, "src", filepath.FromSlash(importPath)), importPath)
	}
	m.byPath[importPath] = p
	return p, true
}

// has reports whether a package has a name, of its own or of one of its types.
func (p *pkg) has(recv, name string) bool { return name == "" || p.doc.Parser().LookupSym(recv, name) }

// dead returns what of a package's comments leads nowhere, and where it is.
func (p *pkg) dead(m *module) []string {
	var dead []string
	check := func(group *ast.CommentGroup) {
		if group == nil {
			return
		}
		report := func(format string, args ...any) {
			at := p.fset.Position(group.Pos())
			dead = append(dead, fmt.Sprintf("%s:%d: %s", at.Filename, at.Line, fmt.Sprintf(format, args...)))
		}
		for _, text := range texts(p.doc.Parser().Parse(group.Text()).Content) {
			switch t := text.(type) {
			case comment.Plain:
				for _, link := range unresolved.FindAllStringSubmatch(string(t), -1) {
					report("%s names nothing", link[1])
				}
			case *comment.DocLink:
				m.links++
				to := p
				if t.ImportPath != "" {
					var known bool
					if to, known = m.find(t.ImportPath); !known {
						continue
					}
				}
				if to == nil {
					report("there is no package %s", t.ImportPath)
				} else if !to.has(t.Recv, t.Name) {
					report("%s has no %s", t.ImportPath, strings.TrimPrefix(t.Recv+"."+t.Name, "."))
				}
			}
		}
	}
	for _, f := range p.files {
		check(f.Doc)
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GenDecl:
				check(n.Doc)
			case *ast.TypeSpec:
				check(n.Doc)
				check(n.Comment)
			case *ast.ValueSpec:
				check(n.Doc)
				check(n.Comment)
			case *ast.Field:
				check(n.Doc)
				check(n.Comment)
			case *ast.FuncDecl:
				check(n.Doc)
				return false // what is in a body is no doc comment
			}
			return true
		})
	}
	return dead
}

// unresolved matches what has the form of a link and was not taken for one.
var unresolved = regexp.MustCompile(`(?:^|[\s\pP])(\[\*?(?:[a-z]\w*\.)?[A-Z]\w*(?:\.[A-Z]\w*)?\])(?:$|[\s\pP])`)

// texts returns the text in blocks but for code, which has no links.
func texts(blocks []comment.Block) []comment.Text {
	var all []comment.Text
	for _, block := range blocks {
		switch b := block.(type) {
		case *comment.Paragraph:
			all = append(all, b.Text...)
		case *comment.Heading:
			all = append(all, b.Text...)
		case *comment.List:
			for _, item := range b.Items {
				all = append(all, texts(item.Content)...)
			}
		}
	}
	return all
}
