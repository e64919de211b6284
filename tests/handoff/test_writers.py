"""A hand-off as editing software reads it: what each format says of the same tracks, clips and markers."""

import json
import os
from fractions import Fraction
from xml.etree.ElementTree import Element

import opentimelineio as otio
import pytest
from defusedxml.ElementTree import fromstring

from pipeline.handoff.fcpxml import fcpxml_text
from pipeline.handoff.kdenlive import kdenlive_text
from pipeline.handoff.otio import otio_text
from pipeline.handoff.values import EditClip, EditMarker, EditMedia, EditTimeline, EditTrack
from pipeline.model.time import Span

_DTD = "JT_FCPXML_DTD"

_PICTURE = EditMedia(path="images/001-plan.png", kind="still", frames=0, size=(1920, 1080), held=100)
_FILM = EditMedia(path="rushes/rue.mp4", kind="programme", frames=80, size=(1280, 720), channels=2)
_TEXT = EditMedia(path="titres/001-plan.mov", kind="film", frames=20, size=(1920, 1080), alpha=True)
_VOICE = EditMedia(path="sons/voix/001-ines.wav", kind="sound", frames=60, channels=2)
_WHOLE = EditMedia(path="reference/journal.mp4", kind="programme", frames=100, size=(1920, 1080), channels=2)

TIMELINE = EditTimeline(
    name="journal",
    title="Le journal & l'été",
    size=(1920, 1080),
    rate=Fraction(25),
    length=100,
    tracks=(
        EditTrack(
            name="Images",
            role="video",
            clips=(EditClip("plan", _PICTURE, 0, Span(0, 50)), EditClip("rue", _FILM, 13, Span(50, 100), "La rue")),
        ),
        EditTrack(name="Titres", role="titles", clips=(EditClip("titre", _TEXT, 0, Span(60, 80)),)),
        EditTrack(name="Référence", role="video", clips=(EditClip("tout", _WHOLE, 0, Span(0, 100)),), shown=False),
        EditTrack(name="Voix", role="dialogue", sound=True, clips=(EditClip("voix", _VOICE, 0, Span(10, 70)),)),
    ),
    markers=(
        EditMarker(Span(0, 1), "Un chapitre", chapter=True),
        EditMarker(Span(60, 61), "avertissement : trop vite", "ralentir [sous-titre-rapide]"),
    ),
)
"""Two shots, one of them a film used as it is from its frame 13; a text over it, a voice across the cut."""


def _seconds(text: str) -> Fraction:
    assert text.endswith("s")
    return Fraction(text[:-1])


def test_otio_reads_back_with_every_frame_where_it_was() -> None:
    read = otio.adapters.read_from_string(otio_text(TIMELINE), "otio_json")
    assert read.duration().to_frames() == 100
    assert [(track.name, track.kind, track.enabled) for track in read.tracks] == [
        ("Images", "Video", True), ("Titres", "Video", True), ("Référence", "Video", False), ("Voix", "Audio", True),
    ]  # fmt: skip
    for clip in read.find_clips():
        has, used = clip.media_reference.available_range, clip.source_range
        assert has.start_time <= used.start_time, clip.name
        assert used.end_time_exclusive() <= has.end_time_exclusive(), clip.name
        assert not clip.media_reference.target_url.startswith((".", "/", "file:"))
    (title,) = read.tracks[1].find_clips()
    assert title.trimmed_range_in_parent().start_time.to_frames() == 60
    assert [(m.name, m.marked_range.start_time.to_frames(), m.color) for m in read.tracks.markers] == [
        ("Un chapitre", 0, "GREEN"), ("avertissement : trop vite", 60, "RED"),
    ]  # fmt: skip


def test_fcpxml_connects_each_element_to_the_shot_it_is_seen_over() -> None:
    spine = fromstring(fcpxml_text(TIMELINE)).find(".//spine")
    assert spine is not None
    first, second = spine
    assert (first.tag, second.tag) == ("video", "asset-clip")
    assert sum(_seconds(clip.get("duration", "")) for clip in spine) == 4
    assert {(clip.tag, clip.get("lane")) for clip in first if clip.get("lane")} == {
        ("asset-clip", "2"),
        ("asset-clip", "-1"),
    }
    (title,) = (clip for clip in second if clip.get("lane"))
    assert title.get("lane") == "1"
    # what is connected counts in the time of the film it lies over, which begins at its frame 13
    assert _seconds(title.get("offset", "")) == Fraction(60 - 50 + 13, 25)
    (marker,) = second.findall("marker")
    assert _seconds(marker.get("start", "")) == Fraction(60 - 50 + 13, 25)


def test_fcpxml_says_of_each_file_what_final_cut_asks() -> None:
    root = fromstring(fcpxml_text(TIMELINE))
    formats = {each.get("id") for each in root.iter("format")}
    ids = {each.get("id") for each in root.iter("asset")} | formats
    for asset in root.iter("asset"):
        (source,) = asset.findall("media-rep")
        assert source.get("src", "").startswith("./"), "a name beside the document, never a machine's"
        if asset.get("hasVideo"):
            assert asset.get("format") in formats
    assert all(clip.get("ref") in ids for tag in ("asset-clip", "video") for clip in root.iter(tag))
    (reference,) = (clip for clip in root.iter("asset-clip") if clip.get("name") == "tout")
    assert reference.get("enabled") == "0"
    assert reference.get("srcEnable") is None, "its sound and its picture are linked"
    assert not [
        tag for tag in ("ref-clip", "sync-clip", "timeMap", "conform-rate") if root.find(f".//{tag}") is not None
    ]


def test_kdenlive_lays_every_track_over_black_and_mixes_every_sound() -> None:
    root = fromstring(kdenlive_text(TIMELINE))
    told = {each.get("name"): each.text for each in root.findall("playlist[@id='main_bin']/property")}
    assert [guide["pos"] for guide in json.loads(told["kdenlive:docproperties.guides"] or "")] == [0, 60]
    main = root.findall("tractor")[-1]
    producers = [track.get("producer") for track in main.findall("track")]
    assert producers == ["black_track", "tractor0", "tractor1", "tractor2", "tractor3"]
    names = [_property(root, f"tractor[@id='tractor{rank}']", "kdenlive:track_name") for rank in range(4)]
    assert names == ["Voix", "Images", "Titres", "Référence"], "sounds first, then pictures from the lowest"
    kinds = [_property(each, ".", "mlt_service") for each in main.findall("transition")]
    assert kinds == ["mix", "qtblend", "qtblend", "qtblend"]
    rects = [_property(each, ".", "rect") for each in main.findall("transition")]
    assert rects == ["", "", "0 0 1920 1080 0.9999", ""]
    assert main.findall("track")[4].get("hide") == "both"


@pytest.mark.parametrize("text", [otio_text(TIMELINE), fcpxml_text(TIMELINE), kdenlive_text(TIMELINE)])
def test_a_project_names_no_machine(text: str) -> None:
    assert "file:" not in text
    assert ":\\" not in text


def _property(root: Element, path: str, name: str) -> str:
    each = root.find(path)
    assert each is not None
    return next((found.text or "" for found in each.findall("property") if found.get("name") == name), "")


@pytest.mark.handoff
@pytest.mark.skipif(
    _DTD not in os.environ, reason=f"{_DTD} names no DTD (Apple's, of FCPXML 1.11, is not ours to carry)"
)
def test_fcpxml_is_what_apple_s_own_grammar_allows() -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml holds a document to a DTD, and is not installed")
    grammar = etree.DTD(os.environ[_DTD])
    assert grammar.validate(etree.fromstring(fcpxml_text(TIMELINE).encode())), str(grammar.error_log)
