package twiliotest

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// stateFile is the file that the state is kept in.
type stateFile struct {
	path string
	file *os.File // locked
	log  stateLog
	size int64 // of what it began with
	more int64 // bytes since
}

// openState opens a file, or makes it, and sees to it that nobody else has it.
func openState(path string) (*stateFile, error) {
	if at, err := filepath.EvalSymlinks(path); err == nil {
		path = at // so that the link stays one
	}
	for {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		if err := lockState(file); err != nil {
			return nil, errors.Join(err, file.Close())
		}
		have, err := file.Stat()
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		if !have.Mode().IsRegular() {
			return nil, errors.Join(errors.New("it is no file"), file.Close())
		}
		there, err := os.Stat(path)
		if err == nil && os.SameFile(have, there) {
			return &stateFile{path: path, file: file}, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, errors.Join(err, file.Close())
		}
		_ = file.Close() // it was replaced by who had it before
	}
}

func (f *stateFile) read() ([]byte, error) {
	if _, err := f.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return io.ReadAll(f.file)
}

// begin puts a new file in the place of the old one, with its first two batches. Whatever happens
// meanwhile, one of both is there.
func (f *stateFile) begin(dictionary, records []byte) error {
	file, err := os.OpenFile(f.path+".new", os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	out := f.log.begin()
	out = f.log.batch(out, dictionary)
	out = f.log.batch(out, records)
	_, err = file.Write(out)
	if err == nil {
		err = file.Sync()
	}
	if err == nil {
		err = lockState(file)
	}
	if err != nil {
		return errors.Join(err, file.Close(), os.Remove(file.Name()))
	}
	old := f.file
	f.file, f.size, f.more = file, int64(len(out)), 0
	if err := replaceState(file, old, f.path); err != nil {
		return err
	}
	if _, err := file.Stat(); err == nil {
		return nil
	}
	f.file, err = os.OpenFile(f.path, os.O_RDWR|os.O_APPEND, 0o600)
	return err
}

// append puts a batch on disk.
func (f *stateFile) append(records []byte) error {
	out := f.log.batch(nil, records)
	f.more += int64(len(out))
	if _, err := f.file.Write(out); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return f.file.Sync()
}

// long reports whether the file is much longer than it would be if it were begun anew.
func (f *stateFile) long() bool {
	const few = 4 << 20
	return f.more > few+2*f.size
}

// end ends the file. What is damaged in it later is then known to be.
func (f *stateFile) end() error { return errors.Join(f.append(nil), closeState(f.file)) }
