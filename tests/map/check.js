// SPDX-License-Identifier: GPL-2.0-or-later
// Measures the pictures of this page as the browser has laid them out, and tries its own rules on
// pictures that break them.
"use strict";

// Lines and rounding may share so many pixels.
const SLACK = 0.75;
let checks = 0;
let complaints = [];

function check(good, name, what) {
	checks++;
	if (!good)
		complaints.push(name + ": " + what);
}

function inside(a, b) {
	return a.left >= b.left - SLACK && a.right <= b.right + SLACK &&
		a.top >= b.top - SLACK && a.bottom <= b.bottom + SLACK;
}

function apart(a, b) {
	return a.right <= b.left + SLACK || a.left >= b.right - SLACK ||
		a.bottom <= b.top + SLACK || a.top >= b.bottom - SLACK;
}

// What is drawn, in the order in which it is painted.
function measured(elements) {
	return [...elements].map((element) => ({
		element,
		place: element.getBoundingClientRect(),
		text: element.textContent,
		group: element.closest("g.entry"),
	}));
}

// Boxes lie in one another or beside one another; a text is in front of each box that it is in.
function checkBoxes(name, boxes, texts) {
	for (const [i, box] of boxes.entries()) {
		const across = boxes.slice(i + 1).some((later) =>
			!apart(box.place, later.place) && !inside(later.place, box.place));
		check(!across, name, "a box lies across another");
	}
	for (const text of texts) {
		const bad = boxes.some((box) => !apart(text.place, box.place) &&
			!(isBefore(box.element, text.element) && inside(text.place, box.place)));
		check(!bad, name, `"${text.text}" is cut or hidden by a box`);
	}
}

function isBefore(a, b) {
	return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING;
}

function checkTexts(name, svg, texts) {
	const sorted = [...texts].sort((a, b) => a.place.top - b.place.top);
	const page = svg.getBoundingClientRect();
	for (const [i, text] of sorted.entries()) {
		let other;
		for (let j = i + 1; j < sorted.length && sorted[j].place.top < text.place.bottom; j++)
			if (!apart(text.place, sorted[j].place))
				other = sorted[j];
		check(!other, name, `"${text.text}" and "${other?.text}" overlap`);
		check(inside(text.place, page), name, `"${text.text}" leaves the page`);
		check(text.place.width > 0, name, `"${text.text}" is not drawn`);
	}
}

// A label is in its box, and so are the names of configured regions, each on its tag.
function checkOwn(name, boxes, texts) {
	const own = new Map(boxes.map((box) => [box.group, box]));
	for (const text of texts)
		if (text.element.matches(".label, .name"))
			check(inside(text.place, own.get(text.group).place), name,
				`"${text.text}" leaves its box`);
	for (const text of texts)
		if (text.element.matches(".name"))
			check(inside(text.place, text.element.previousElementSibling.getBoundingClientRect()),
				name, `"${text.text}" leaves its tag`);
}

function sizeText(size) {
	let text = size + (size === 1n ? " byte" : " bytes");
	for (let unit = 1n, quarters = 1024n; unit <= 6n; unit++, quarters *= 1024n)
		if (size >= quarters && (size * 4n) % quarters === 0n)
			text = Number(size * 4n / quarters) / 4 + " " + "KMGTPE"[Number(unit) - 1] + "iB";
	return text;
}

// What may have been replaced, and blanks, do not count.
function plain(label) {
	return label.replace(/[\s?\ufffd\u202e\u0000-\u001f\u007f]/g, "") || "(noname)";
}

function expected(list) {
	return list.split("\n").filter(Boolean).map((line) => {
		const [, first, last, label] = /^ *([0-9a-f]+)-([0-9a-f]+) : (.*)$/s.exec(line);
		const size = BigInt("0x" + last) - BigInt("0x" + first) + 1n;
		return [first + "-" + last, sizeText(size), plain(label)].join(" ");
	}).sort();
}

function drawn(svg) {
	const groups = [...svg.querySelectorAll("g.entry")];
	const text = (group, kind) =>
		[...group.querySelectorAll("text." + kind)].map((e) => e.textContent).join("");
	return groups.filter((group) => group.querySelector("text.range")).map((group) =>
		[text(group, "range"), text(group, "size"), plain(text(group, "label"))].join(" ")).sort();
}

// Each entry of the list is there, none twice, and what a pointer shows has it all too.
function checkEntries(name, svg, list) {
	const want = expected(list);
	const have = drawn(svg);
	check(want.length === have.length, name, `${have.length} entries of ${want.length}`);
	for (const [i, entry] of want.entries())
		check(entry === have[i], name, `"${entry}" is not there, but "${have[i]}"`);
	for (const group of svg.querySelectorAll("g.entry, g.between"))
		check(group.querySelector("title")?.textContent.length > 10, name, "no tooltip");
}

function checkPicture(figure) {
	const svg = figure.querySelector("svg");
	const name = figure.dataset.name;
	const bytes = Uint8Array.from(atob(figure.dataset.entries), (c) => c.charCodeAt(0));
	const boxes = measured(svg.querySelectorAll("g.entry > rect:nth-of-type(1)"));
	const texts = measured(svg.querySelectorAll("text"));
	checkTexts(name, svg, texts);
	checkBoxes(name, boxes, texts);
	checkOwn(name, boxes, texts);
	checkEntries(name, svg, new TextDecoder().decode(bytes));
}

// Each of these spoils a picture in a way that must be found.
const spoilers = {
	"a label too long": (svg) => { svg.querySelector(".label").textContent += "w".repeat(99); },
	"a label moved up": (svg) => { move(svg.querySelectorAll(".label")[3], 0, -9); },
	"an address too far left": (svg) => { move(svg.querySelector(".range"), -400, 0); },
	"a box moved": (svg) => { move(svg.querySelectorAll("g.entry > rect")[2], 3, 5); },
	"a label lost": (svg) => { svg.querySelectorAll(".label")[5].textContent = "x"; },
	"a size lost": (svg) => { svg.querySelectorAll(".size")[5].remove(); },
	"an entry lost": (svg) => { svg.querySelectorAll("g.entry")[4].remove(); },
	"an entry hidden": (svg) => {
		const group = svg.querySelectorAll("g.entry")[4];
		group.append(group.querySelector("rect"));
	},
};

function move(element, x, y) {
	for (const [axis, by] of [["x", x], ["y", y]])
		element.setAttribute(axis, Number(element.getAttribute(axis)) + by);
}

function checkSpoiled(figure) {
	const good = figure.innerHTML;
	for (const [name, spoil] of Object.entries(spoilers)) {
		const before = complaints;
		complaints = [];
		spoil(figure.querySelector("svg"));
		checkPicture(figure);
		const found = complaints.length > 0;
		complaints = before;
		check(found, "this test", `${name} is not found`);
		figure.innerHTML = good;
	}
}

function main() {
	const figures = [...document.querySelectorAll("figure")];
	try {
		figures.forEach(checkPicture);
		checkSpoiled(figures[0]);
	} catch (error) {
		complaints.push("this test: " + error.stack);
	}
	document.body.replaceChildren();
	for (const line of complaints.slice(0, 50))
		document.body.append("COMPLAINT " + line.replace(/\s+/g, " ") + "\n");
	document.body.append(`RESULT ${figures.length} pictures, ${checks} checks, ` +
		`${complaints.length} failed\n`);
}

main();
