package sql_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// A postgres is a PostgreSQL server of these tests' own. It listens on a socket in its folder and
// nowhere else.
type postgres struct {
	dir    string
	server *exec.Cmd
	alive  io.Closer // standing for this process: the server ends when it is closed
	log    bytes.Buffer
}

// startPostgres makes an empty cluster and starts its server. PostgreSQL refuses to be run by root,
// for whom the user postgres runs it, whom Debian's package makes.
func startPostgres() (p *postgres, err error) {
	bin, err := postgresBin()
	if err != nil {
		return nil, err
	}
	p = new(postgres)
	if p.dir, err = os.MkdirTemp("", "pg"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(p.dir)
		}
	}()
	attr := &syscall.SysProcAttr{Setpgid: true} // so that an interrupt is for the tests to deal with
	if os.Geteuid() == 0 {
		if attr.Credential, err = owner(p.dir); err != nil {
			return nil, err
		}
	}
	data := filepath.Join(p.dir, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	initdb.Dir, initdb.SysProcAttr = p.dir, attr
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	// The shell holds the server by a pipe from this process, so that none is left behind if a test
	// panics or is killed.
	p.server = exec.Command("sh", "-c", `"$0" "$@" </dev/null & server=$!; cat; kill -INT $server; wait $server`,
		filepath.Join(bin, "postgres"), "-D", data, "-k", p.dir, "-c", "listen_addresses=", "-c", "fsync=off")
	p.server.Dir, p.server.SysProcAttr = p.dir, attr
	p.server.Stdout, p.server.Stderr = &p.log, &p.log
	if p.alive, err = p.server.StdinPipe(); err != nil {
		return nil, err
	}
	if err := p.server.Start(); err != nil {
		return nil, err
	}
	if err := p.ready(30 * time.Second); err != nil {
		stopped := p.stop() // after which nothing writes to the log
		return nil, errors.Join(err, stopped, errors.New(p.log.String()))
	}
	return p, nil
}

// postgresBin returns the folder of PostgreSQL's programs: that of the newest version that Debian's
// packages have installed, or else wherever initdb is found.
func postgresBin() (string, error) {
	versions, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if len(versions) > 0 {
		newest := slices.MaxFunc(versions, func(a, b string) int { return version(a) - version(b) })
		return filepath.Dir(newest), nil
	}
	initdb, err := exec.LookPath("initdb")
	if err != nil {
		return "", fmt.Errorf("PostgreSQL is not installed, see apt-get install postgresql: %w", err)
	}
	return filepath.Dir(initdb), nil
}

// version returns the number in /usr/lib/postgresql/15/bin/initdb, 0 if it is none.
func version(initdb string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb))))
	return n
}

// owner gives a folder to the user postgres and returns who that is.
func owner(dir string) (*syscall.Credential, error) {
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(dir, uid, gid)
}

// dsn returns where a database of the server is.
func (p *postgres) dsn(database string) string {
	return fmt.Sprintf("host=%s user=postgres dbname=%s sslmode=disable", p.dir, database)
}

// ready waits until the server answers.
func (p *postgres) ready(patience time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	db, err := sql.Open("pgx", p.dsn("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		err := db.PingContext(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL does not answer: %w", err)
		}
	}
}

// stop ends the server and removes its files.
func (p *postgres) stop() error {
	return errors.Join(p.alive.Close(), p.server.Wait(), os.RemoveAll(p.dir))
}
