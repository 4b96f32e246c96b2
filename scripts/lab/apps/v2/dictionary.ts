/**
 * Ways to write the same skill in French and English, one skill a line: its concept, then its other spellings.
 * Case, accents and remarks in brackets do not matter. Written from general knowledge of job adverts, without
 * the labelled set's own word list.
 */
export const dictionary = `
javascript: js, ecmascript, javascript es6, es6, vanilla js
typescript: ts
react: reactjs, react.js, react js
angular: angularjs, angular 2+, angular.js
vue: vuejs, vue.js
node.js: node, nodejs, node js
java: java se, java ee, jee, j2ee, java 8, java 11, java 17, java 21
spring: spring boot, springboot, spring framework
php: php 7, php 8, developpement php, php development
symfony: symfony framework
c#: csharp, c sharp, .net, dotnet, .net core, asp.net
c++: cpp
python: python 3, python3, developpement python
go: golang
rest api: api rest, rest, restful, apis rest, rest apis, services web rest, restful services, web services
automated testing: tests automatises, tests unitaires, unit testing, unit tests, tdd, test automation
git: gestion de versions, version control, github, gitlab
html: html5, html/css, css, integration web
sql: langage sql, requetes sql, sql queries, pl/sql
postgresql: postgres, pgsql
mysql: mariadb
machine learning: ml, apprentissage automatique, predictive modelling, modelisation predictive
deep learning: apprentissage profond, reseaux de neurones, neural networks
statistics: statistiques, statistique, analyse statistique, statistical analysis
data visualization: dataviz, visualisation de donnees, data visualisation, tableaux de bord, dashboards
power bi: powerbi, microsoft power bi
tableau software: tableau
etl: data pipelines, pipelines de donnees, integration de donnees, data integration
spark: apache spark, pyspark
data modelling: modelisation de donnees, data modeling, dimensional modelling
docker: conteneurs, containers, conteneurisation, containerization
kubernetes: k8s, kube
linux: administration linux, linux administration, gnu/linux, unix
aws: amazon web services
azure: microsoft azure, ms azure
gcp: google cloud, google cloud platform
terraform: infrastructure as code, iac
ansible: automatisation ansible, ansible playbooks
ci/cd: ci cd, integration continue, continuous integration, deploiement continu, continuous deployment, jenkins
monitoring: supervision, observability, observabilite
networking: reseaux, reseau, administration reseau, network administration, networks
cybersecurity: cybersecurite, securite informatique, it security, infosec, information security
project management: gestion de projet, gestion de projets, conduite de projet, pilotage de projet, chefferie de projet
agile: agilite, methodes agiles, agile methods, methode agile, agile methodology
scrum: scrum master, methode scrum
product management: product owner, product ownership, gestion de produit, po, product manager
business analysis: analyse fonctionnelle, recueil du besoin, expression de besoins, requirements gathering, amoa
risk management: gestion des risques, analyse de risques, risk analysis
budgeting: budget, gestion budgetaire, budget management, suivi budgetaire, suivi de budget
change management: conduite du changement, accompagnement au changement, accompagnement du changement
stakeholder management: gestion des parties prenantes, parties prenantes
roadmap: feuille de route, product roadmap, roadmapping
reporting: tableaux de suivi, status reporting, rapports
team management: management d'equipe, encadrement d'equipe, team leadership, gestion d'equipe, people management
seo: referencement naturel, search engine optimization, search engine optimisation
sea: google ads, referencement payant, ppc, paid search, adwords
copywriting: redaction, redaction web, content creation, creation de contenu, content writing
social media: reseaux sociaux, medias sociaux, community management, social media management
email marketing: emailing, e-mailing, campagnes e-mail, email campaigns, newsletter
google analytics: web analytics, ga4, analyse d'audience
branding: brand management, gestion de marque, image de marque
market research: etude de marche, etudes de marche, etudes marketing, market studies
event management: evenementiel, organisation d'evenements, event planning
graphic design: infographie, graphisme, creation graphique, design graphique
ux: ux design, experience utilisateur, user experience, figma
accounting: comptabilite, comptabilite generale, general accounting, bookkeeping, tenue de comptes
audit: auditing, audit interne, internal audit
tax: fiscalite, taxation, declarations fiscales, tax returns
treasury: tresorerie, gestion de tresorerie, cash management
financial analysis: analyse financiere, financial modelling, financial modeling
controlling: controle de gestion, management control, management accounting, financial controlling
ifrs: normes ifrs, ifrs standards
sap: sap fi, sap erp
invoicing: facturation, billing, gestion des factures
closing: cloture mensuelle, cloture comptable, month-end closing, arrete des comptes
excel: microsoft excel, ms excel, tableur, spreadsheets
recruitment: recrutement, recruiting, talent acquisition, acquisition de talents, sourcing
payroll: paie, gestion de la paie, payroll management
employment law: droit du travail, droit social, labour law, labor law
training: formation, plan de formation, learning and development, l&d
hr administration: administration du personnel, personnel administration, administration rh
workforce planning: gpec, gepp, gestion des competences, skills management
interviewing: entretiens, conduite d'entretiens, job interviews, entretiens de recrutement
onboarding: integration des salaries, employee onboarding
employee relations: relations sociales, dialogue social, labour relations, industrial relations
compensation: remuneration et avantages, compensation and benefits, c&b, comp & ben
prospecting: prospection, prospection commerciale, lead generation, developpement commercial, business development
negotiation: negociation, negociation commerciale, sales negotiation
b2b sales: vente b2b, b2b, business to business, vente aux entreprises
key account management: grands comptes, gestion de grands comptes, key accounts, kam
customer service: service client, relation client, customer relations, customer support, client service
sales administration: administration des ventes, adv, order management
international trade: commerce international, export, import export
retail: retail sales, vente en magasin, vente au detail
cold calling: phoning, teleprospection, telesales
crm: customer relationship management, gestion de la relation client, salesforce, hubspot
supply chain: chaine logistique, supply chain management, scm, chaine d'approvisionnement, logistique, logistics
warehousing: gestion d'entrepot, magasinage, warehouse management, entreposage
inventory management: gestion des stocks, gestion de stock, inventaire, stock control, stock management
transport management: gestion du transport, transport, freight, affretement
forklift: caces, cariste, conduite de chariots, forklift licence
procurement: achats, purchasing, approvisionnement, approvisionnements, buying
wms: warehouse management system
erp: progiciel de gestion
lean: lean management, amelioration continue, continuous improvement, kaizen, lean manufacturing
customs: douane, douanes, formalites douanieres, customs clearance
planning: planification, ordonnancement, production planning, production scheduling, scheduling
nursing: soins infirmiers, nursing care, soins
patient care: accompagnement du patient, accompagnement des patients, relation patient, patient support
infection control: hygiene hospitaliere, hygiene, regles d'hygiene, hospital hygiene
emergency care: urgences, soins d'urgence, emergency nursing
medication: administration des traitements, medication administration, administration des medicaments
care planning: plan de soins, plans de soins, care plans, projet de soins
geriatrics: geriatrie, elderly care, soins aux personnes agees
palliative care: soins palliatifs, end-of-life care, fin de vie
first aid: premiers secours, secourisme, cpr, afgsu
wound care: pansements, soins de plaies, plaies et cicatrisation
`;

/** Concepts that people who know one learn fast from another; each line is one group. */
export const kindred = `
javascript, typescript, node.js
react, angular, vue
java, c#, c++, go
php, symfony
sql, postgresql, mysql
machine learning, deep learning, statistics
data visualization, power bi, tableau software
etl, spark, data modelling
docker, kubernetes
aws, azure, gcp
terraform, ansible, ci/cd
agile, scrum, product management
project management, stakeholder management, roadmap
seo, sea, google analytics
copywriting, social media, email marketing
graphic design, ux
accounting, closing, invoicing
controlling, financial analysis, budgeting
recruitment, interviewing
payroll, hr administration
prospecting, cold calling
b2b sales, key account management, negotiation
warehousing, inventory management, wms
supply chain, procurement, transport management
nursing, emergency care, wound care
patient care, geriatrics, palliative care
`;
