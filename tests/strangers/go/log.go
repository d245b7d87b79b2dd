// What a log published, read with Go's own note and tlog packages (golang.org/x/mod/sumdb). Nothing here hashes or checks a tree itself; what these packages
// do not know is added as they ask for it: a verifier of cosignatures (note.Verifier) and a reader of tiles in files (tlog.TileReader).
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// files reads the log's files; changed ones stand before those on the disk.
type files struct {
	folder  string
	changed map[string][]byte
}

func (f files) read(name string) ([]byte, error) {
	if bytes, ok := f.changed[name]; ok {
		return bytes, nil
	}
	return os.ReadFile(filepath.Join(f.folder, name))
}

// with returns the files with one of them changed.
func (f files) with(name string, content []byte) files {
	return files{f.folder, map[string][]byte{name: content}}
}

// cosigner is a note.Verifier for c2sp.org/tlog-cosignature.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	seconds := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", seconds, text)
	return ed25519.Verify(c.key, []byte(message), signature[8:])
}

func newCosigner(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not a vkey")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return nil, errors.New("not the vkey of a cosigner")
	}
	digest := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(digest[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, errors.New("the vkey's id is not its own")
	}
	return cosigner{parts[0], hash, key[1:]}, nil
}

// keys reads log.vkey and witness.vkey. These are trusted; they are never changed.
func (f files) keys() (log, witness note.Verifier, err error) {
	logText, err := os.ReadFile(filepath.Join(f.folder, "log.vkey"))
	if err != nil {
		return nil, nil, err
	}
	witnessText, err := os.ReadFile(filepath.Join(f.folder, "witness.vkey"))
	if err != nil {
		return nil, nil, err
	}
	if log, err = note.NewVerifier(strings.TrimSpace(string(logText))); err != nil {
		return nil, nil, err
	}
	witness, err = newCosigner(strings.TrimSpace(string(witnessText)))
	return log, witness, err
}

// openCheckpoint wants the signatures of all the verifiers, and the log's name as origin.
func openCheckpoint(text []byte, log note.Verifier, others ...note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(text, note.VerifierList(append(others, log)...))
	if err != nil {
		return tlog.Tree{}, err
	}
	if len(opened.Sigs) != 1+len(others) {
		return tlog.Tree{}, fmt.Errorf("%d signatures instead of %d", len(opened.Sigs), 1+len(others))
	}
	// Go's own parser of heads knows one origin, that of its own log; the lines behind it are the same.
	const own = "go.sum database tree\n"
	if !strings.HasPrefix(opened.Text, log.Name()+"\n") {
		return tlog.Tree{}, errors.New("another origin")
	}
	return tlog.ParseTree([]byte(own + strings.TrimPrefix(opened.Text, log.Name()+"\n")))
}

// tiles is a tlog.TileReader over tlog-tiles, whose paths have no height.
type tiles struct {
	files files
	read  int
}

func (t *tiles) Height() int                     { return 8 }
func (t *tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t *tiles) ReadTiles(all []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range all {
		content, err := t.files.read(strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		if len(content) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s has %d bytes", tile.Path(), len(content))
		}
		t.read++
		data = append(data, content)
	}
	return data, nil
}

// bundle reads the leaves of an entry bundle, which must be exactly as many as its width says.
func (f files) bundle(index, width int64) ([][]byte, error) {
	path := tlog.Tile{H: 8, L: -1, N: index, W: int(width)}.Path()
	content, err := f.read(strings.Replace(path, "tile/8/data/", "tile/entries/", 1))
	if err != nil {
		return nil, err
	}
	var leaves [][]byte
	for reader := bytes.NewReader(content); reader.Len() > 0; {
		var length uint16
		if err := binary.Read(reader, binary.BigEndian, &length); err != nil {
			return nil, err
		}
		leaf := make([]byte, length)
		if n, _ := reader.Read(leaf); n != int(length) {
			return nil, errors.New("a bundle that ends within a leaf")
		}
		leaves = append(leaves, leaf)
	}
	if int64(len(leaves)) != width {
		return nil, fmt.Errorf("bundle %d has %d leaves instead of %d", index, len(leaves), width)
	}
	return leaves, nil
}

// proofFile is a parsed c2sp.org/tlog-proof@v1 without extra data.
type proofFile struct {
	index      int64
	hashes     tlog.RecordProof
	checkpoint []byte
}

func parseHashes(text string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for text != "" {
		end := strings.IndexByte(text, '\n')
		if end != 44 {
			return nil, errors.New("a line that is no hash")
		}
		hash, err := tlog.ParseHash(text[:end])
		if err != nil {
			return nil, err
		}
		hashes, text = append(hashes, hash), text[end+1:]
	}
	return hashes, nil
}

// parseNumbered reads `first`, a number, hash lines, a blank line and a note.
func parseNumbered(content []byte, first string) (number int64, hashes []tlog.Hash, rest []byte, err error) {
	before, rest, found := bytes.Cut(content, []byte("\n\n"))
	if !found || !bytes.HasPrefix(before, []byte(first)) {
		return 0, nil, nil, errors.New("another header")
	}
	digits, lines, _ := strings.Cut(string(before[len(first):])+"\n", "\n")
	number, err = strconv.ParseInt(digits, 10, 64)
	if err != nil || strconv.FormatInt(number, 10) != digits {
		return 0, nil, nil, errors.New("not a number")
	}
	hashes, err = parseHashes(lines)
	return number, hashes, rest, err
}

func parseProof(content []byte) (proofFile, error) {
	index, hashes, checkpoint, err := parseNumbered(content, "c2sp.org/tlog-proof@v1\nindex ")
	return proofFile{index, hashes, checkpoint}, err
}
