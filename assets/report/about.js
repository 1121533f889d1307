// What this page is, how to read it, and whose work is in it.

function aboutPage(main) {
  put(main, h("h1", {tabindex: "-1"}, "About this page"),
    h("div", {class: "text"},
      h("p", {}, `whosaid ${site.version} read ${of(site.articles, "article")} and noted who and what they name and who said what. A program did it, not a person: it gives a `
        + "reason and a confidence for each decision, and it errs. Read the article before you quote from it."),
      h("h2", {}, "How to read an article"), legend(),
      h("p", {}, "Point at a name to see why it was taken for one. Point at a quotation to see a line to whoever says it; choose the label behind it to keep that in sight. "
        + "A name with a thin line is a pronoun, a role or a demonym that stands for it."),
      h("h2", {}, "What is one name"),
      h("p", {}, "Within an article, the program decides who is who. From article to article, names are one when the lists know them as the same thing (then there is a Wikidata id), or when they "
        + "are of one kind and spelled alike but for capitals. Two people of one name are one here, and one person by two names is two."),
      h("h2", {}, "Privacy"), h("p", {}, "The page loads nothing from anywhere and sends nothing. Links to the web are followed only when you choose them."),
      h("h2", {}, "Whose work is in it"), h("p", {}, "whosaid: MIT or Apache-2.0. Network, scales and zoom: D3 (d3-force, d3-scale, d3-selection, d3-drag, d3-zoom), copyright Mike Bostock, ISC licence, with d3-ease, also copyright Robert Penner, BSD 3-Clause. "
        + "Map: Natural Earth, in the public domain, by way of world-atlas, copyright Michael Bostock, ISC licence.")));
}
